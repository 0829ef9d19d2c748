--- outside a transaction
-- lockstep: no-transaction
CREATE TABLE t (id bigint);
CREATE UNIQUE INDEX i ON t (id);
ALTER TABLE users ADD COLUMN a int, DROP b, DROP CONSTRAINT c;
DROP TABLE old;
CREATE SCHEMA s;
--! [CREATE TABLE] This fails when the migration is run again after a later statement failed.
--> -- lockstep: no-transaction
--> CREATE TABLE IF NOT EXISTS t (id bigint);
--> CREATE UNIQUE INDEX i ON t (id);
--> ALTER TABLE users ADD COLUMN a int, DROP b, DROP CONSTRAINT c;
--> DROP TABLE old;
--> CREATE SCHEMA s;
--! [CREATE UNIQUE INDEX] This fails when the migration is run again after a later statement failed.
--> -- lockstep: no-transaction
--> CREATE TABLE t (id bigint);
--> CREATE UNIQUE INDEX IF NOT EXISTS i ON t (id);
--> ALTER TABLE users ADD COLUMN a int, DROP b, DROP CONSTRAINT c;
--> DROP TABLE old;
--> CREATE SCHEMA s;
--! [ADD COLUMN] This fails when the migration is run again after a later statement failed.
--> -- lockstep: no-transaction
--> CREATE TABLE t (id bigint);
--> CREATE UNIQUE INDEX i ON t (id);
--> ALTER TABLE users ADD COLUMN IF NOT EXISTS a int, DROP b, DROP CONSTRAINT c;
--> DROP TABLE old;
--> CREATE SCHEMA s;
--! [DROP] This fails when the migration is run again after a later statement failed.
--> -- lockstep: no-transaction
--> CREATE TABLE t (id bigint);
--> CREATE UNIQUE INDEX i ON t (id);
--> ALTER TABLE users ADD COLUMN a int, DROP IF EXISTS b, DROP CONSTRAINT c;
--> DROP TABLE old;
--> CREATE SCHEMA s;
--! [DROP CONSTRAINT] This fails when the migration is run again after a later statement failed.
--> -- lockstep: no-transaction
--> CREATE TABLE t (id bigint);
--> CREATE UNIQUE INDEX i ON t (id);
--> ALTER TABLE users ADD COLUMN a int, DROP b, DROP CONSTRAINT IF EXISTS c;
--> DROP TABLE old;
--> CREATE SCHEMA s;
--! [DROP TABLE] This fails when the migration is run again after a later statement failed.
--> -- lockstep: no-transaction
--> CREATE TABLE t (id bigint);
--> CREATE UNIQUE INDEX i ON t (id);
--> ALTER TABLE users ADD COLUMN a int, DROP b, DROP CONSTRAINT c;
--> DROP TABLE IF EXISTS old;
--> CREATE SCHEMA s;
--! [CREATE SCHEMA] This fails when the migration is run again after a later statement failed.
--> -- lockstep: no-transaction
--> CREATE TABLE t (id bigint);
--> CREATE UNIQUE INDEX i ON t (id);
--> ALTER TABLE users ADD COLUMN a int, DROP b, DROP CONSTRAINT c;
--> DROP TABLE old;
--> CREATE SCHEMA IF NOT EXISTS s;

--- guarded
-- lockstep: no-transaction
create table if not exists t (id bigint);
alter table users add column if not exists a int;
drop table if exists old;

--- in a transaction
create table t (id bigint);
drop table old;

--- CONCURRENTLY
-- lockstep: no-transaction
create index concurrently i on t (id);
select 1;
