--- fires (1)
ALTER TABLE orders SET UNLOGGED;
--! [SET UNLOGGED] SET UNLOGGED writes orders anew under ACCESS EXCLUSIVE: reads and writes wait until it is done. After a crash it is empty, and replicas do not have it.

--- fires (2)
ALTER TABLE sessions SET LOGGED;
--! [SET LOGGED] SET LOGGED writes sessions anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- silent
CREATE TABLE orders (id bigint);
--= an earlier migration
ALTER TABLE orders SET LOGGED;

--- by what the table is
CREATE UNLOGGED TABLE a (x int);
CREATE TABLE b (x int);
--= 
alter table a set logged;
ALTER TABLE a SET UNLOGGED;
ALTER TABLE b ADD COLUMN y int, SET UNLOGGED;
ALTER SEQUENCE s SET UNLOGGED;
--! [set logged] SET LOGGED writes a anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.
--! [SET UNLOGGED] SET UNLOGGED writes a anew under ACCESS EXCLUSIVE: reads and writes wait until it is done. After a crash it is empty, and replicas do not have it.
--! [SET UNLOGGED#2] SET UNLOGGED writes b anew under ACCESS EXCLUSIVE: reads and writes wait until it is done. After a crash it is empty, and replicas do not have it.

--- refused
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a, b int REFERENCES b);
CREATE TABLE c (id int PRIMARY KEY);
CREATE PUBLICATION cdc FOR TABLE c;
CREATE UNLOGGED TABLE d (id int PRIMARY KEY);
CREATE UNLOGGED TABLE e (id int PRIMARY KEY, d int REFERENCES d);
CREATE TABLE f (id int) PARTITION BY RANGE (id);
ALTER TABLE a SET UNLOGGED;
ALTER TABLE c SET UNLOGGED;
ALTER TABLE e SET LOGGED;
ALTER TABLE f SET UNLOGGED;
ALTER TABLE b SET UNLOGGED;
--! error [SET UNLOGGED] SET UNLOGGED fails: a is referenced by b, which is logged.
--! error [SET UNLOGGED#2] SET UNLOGGED fails: c is in the publication cdc.
--! error [SET LOGGED] SET LOGGED fails: e references d, which is unlogged.
--! error [SET UNLOGGED#3] SET UNLOGGED fails: f is partitioned.

--- {"postgres": 17} a partitioned table, of which only the catalog changes
CREATE TABLE f (id int) PARTITION BY RANGE (id);
ALTER TABLE f SET UNLOGGED;

--- a name made at run time
do $$ declare t text; begin for t in select 'a' loop execute format('alter table %I set logged', t); end loop; end $$;
--! [set logged] SET LOGGED writes … anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint primary key, a int);
insert into t values (1, 2);
alter table t set unlogged;
--! [set unlogged] SET UNLOGGED writes t anew under ACCESS EXCLUSIVE: reads and writes wait until it is done. After a crash it is empty, and replicas do not have it.
