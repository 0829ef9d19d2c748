--- fires (1)
CREATE INDEX orders_user_id ON orders (user_id);
--! [CREATE INDEX] CREATE INDEX locks orders in SHARE: writes wait until the index is built.
--> -- lockstep: no-transaction
--> CREATE INDEX CONCURRENTLY orders_user_id ON orders (user_id);

--- fires (2)
CREATE INDEX docs_embedding ON docs USING hnsw (embedding vector_l2_ops);
--! [CREATE INDEX] CREATE INDEX locks docs in SHARE: writes wait until the hnsw index is built.
--> -- lockstep: no-transaction
--> CREATE INDEX CONCURRENTLY docs_embedding ON docs USING hnsw (embedding vector_l2_ops);

--- silent (1)
CREATE TABLE orders (id int);
CREATE INDEX ON orders (id);

--- silent (2)
-- lockstep: no-transaction
CREATE INDEX CONCURRENTLY i ON orders (id);

--- {"convention":"dbmate"} dbmate
-- migrate:up
CREATE INDEX orders_user_id ON orders (user_id);

-- migrate:down
DROP INDEX orders_user_id;
--! [CREATE INDEX] CREATE INDEX locks orders in SHARE: writes wait until the index is built.
--> -- migrate:up transaction:false
--> CREATE INDEX CONCURRENTLY orders_user_id ON orders (user_id);
-->
--> -- migrate:down
--> DROP INDEX orders_user_id;

--- {"convention":"goose"} goose
-- +goose Up
create index orders_user_id on orders (user_id);

-- +goose Down
drop index orders_user_id;
--! [create index] CREATE INDEX locks orders in SHARE: writes wait until the index is built.
--> -- +goose NO TRANSACTION
--> -- +goose Up
--> create index concurrently orders_user_id on orders (user_id);
-->
--> -- +goose Down
--> drop index orders_user_id;

--- {"convention":"flyway"} flyway
CREATE INDEX orders_user_id ON orders (user_id);
--! [CREATE INDEX] CREATE INDEX locks orders in SHARE: writes wait until the index is built.
--> CREATE INDEX CONCURRENTLY orders_user_id ON orders (user_id);

--- {"convention":"golang-migrate"} golang-migrate, alone in its file
CREATE INDEX orders_user_id ON orders (user_id);
--! [CREATE INDEX] CREATE INDEX locks orders in SHARE: writes wait until the index is built.
--> CREATE INDEX CONCURRENTLY orders_user_id ON orders (user_id);

--- {"convention":"golang-migrate"} golang-migrate, with others in one text
ALTER TABLE orders ADD COLUMN a int;
CREATE INDEX orders_a ON orders (a);
--! [CREATE INDEX] CREATE INDEX locks orders in SHARE: writes wait until the index is built.
--> ALTER TABLE orders ADD COLUMN a int;
--> -- file: 0010_build_orders_a.up.sql
--> CREATE INDEX CONCURRENTLY orders_a ON orders (a);
--> -- file: 0010_build_orders_a.down.sql
--> DROP INDEX CONCURRENTLY IF EXISTS orders_a;

--- beside other statements the file loses its transaction, so only on review
ALTER TABLE orders ADD COLUMN a int;
CREATE INDEX orders_a ON orders (a);
--! [CREATE INDEX] CREATE INDEX locks orders in SHARE: writes wait until the index is built.
--> -- lockstep: no-transaction
--> ALTER TABLE orders ADD COLUMN a int;
--> CREATE INDEX CONCURRENTLY orders_a ON orders (a);

--- a transaction of the file's own
-- lockstep: no-transaction
BEGIN;
CREATE INDEX orders_a ON orders (a);
COMMIT;
--! [CREATE INDEX] CREATE INDEX locks orders in SHARE: writes wait until the index is built.
--> -- lockstep: no-transaction
--> BEGIN;
-->
--> COMMIT;
--> -- file: 0010_build_orders_a.up.sql
--> -- lockstep: no-transaction
--> CREATE INDEX CONCURRENTLY orders_a ON orders (a);
--> -- file: 0010_build_orders_a.down.sql
--> DROP INDEX CONCURRENTLY IF EXISTS orders_a;

--- in a DO block
DO $$
BEGIN
  CREATE INDEX orders_a ON orders (a);
END
$$;
--! [CREATE INDEX] CREATE INDEX locks orders in SHARE: writes wait until the index is built.

--- on a table of an earlier migration
CREATE TABLE orders (a int);
--= 
CREATE UNIQUE INDEX IF NOT EXISTS orders_a ON orders (a);
--! [CREATE UNIQUE INDEX] CREATE INDEX locks orders in SHARE: writes wait until the index is built.
--> -- lockstep: no-transaction
--> CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS orders_a ON orders (a);

--- a partitioned table and its partitions
CREATE TABLE e (k int) PARTITION BY LIST (k);
CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);
CREATE TABLE e2 PARTITION OF e FOR VALUES IN (2);
--= 
create index e_k on e (k);
--! [create index] CREATE INDEX locks e and every partition in SHARE: writes wait until all the indexes are built.
--> create index e_k on only e (k);
--> -- file: 0010_build_e_k_on_the_partitions_1.up.sql
--> -- lockstep: no-transaction
--> create index concurrently e1_e_k on e1 (k);
--> -- file: 0010_build_e_k_on_the_partitions_1.down.sql
--> drop index concurrently if exists e1_e_k;
--> -- file: 0010_build_e_k_on_the_partitions_2.up.sql
--> -- lockstep: no-transaction
--> create index concurrently e2_e_k on e2 (k);
--> -- file: 0010_build_e_k_on_the_partitions_2.down.sql
--> drop index concurrently if exists e2_e_k;
--> -- file: 0010_build_e_k_on_the_partitions_3.sql
--> alter index e_k attach partition e1_e_k;
--> alter index e_k attach partition e2_e_k;

--- on only the parent, which holds no rows
CREATE TABLE e (k int) PARTITION BY LIST (k);
--= 
CREATE INDEX e_k ON ONLY e (k);

--- a materialized view
CREATE MATERIALIZED VIEW v AS SELECT a FROM t;
--= 
CREATE INDEX v_a ON v (a);
--! [CREATE INDEX] CREATE INDEX locks v in SHARE: writes wait until the index is built.
--> -- lockstep: no-transaction
--> CREATE INDEX CONCURRENTLY v_a ON v (a);

--- a table filled in this file
CREATE TABLE copy AS SELECT a FROM t;
CREATE INDEX ON copy (a);

--- a temporary table
CREATE TEMP TABLE t (a int);
CREATE INDEX ON t (a);

--- {"section":"down"} going down
CREATE INDEX orders_a ON orders (a);

--- ONLY a table that the history does not create: it is a partitioned one
create index logs_level_idx on only logs (level);

--- ONLY an ordinary table blocks like any other
create table logs (level text);
--=
create index logs_level_idx on only logs (level);
--! [create index] CREATE INDEX locks logs in SHARE: writes wait until the index is built.
--> -- lockstep: no-transaction
--> create index concurrently logs_level_idx on only logs (level);

--- a name only known at run time, in a block that makes such tables
do $$
begin
  execute format('create table region_%s (id bigint primary key, name text)', 'north');
  execute format('create index on %I (name)', 'region_north');
end $$;

--- a name only known at run time
do $$
begin
  execute format('create index on %I (name)', 'region_north');
end $$;
--! [create index] CREATE INDEX locks … in SHARE: writes wait until the index is built.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint primary key, a int);
insert into t values (1, 2);
create index on t (a);
--! [create index] CREATE INDEX locks t in SHARE: writes wait until the index is built.
--> -- lockstep: no-transaction
--> create table t (id bigint primary key, a int);
--> insert into t values (1, 2);
--> create index concurrently on t (a);

--- a new partitioned table with few rows that are committed
-- lockstep: no-transaction
create table m (id bigint, at date) partition by range (at);
create table m_24 partition of m for values from ('2024-01-01') to ('2025-01-01');
insert into m values (1, '2024-05-05');
create index on m (at);
--! [create index] CREATE INDEX locks m and every partition in SHARE: writes wait until all the indexes are built.

--- few rows that nobody sees yet are silent
create table t (id bigint primary key, a int);
insert into t values (1, 2);
create index on t (a);

--- a new materialized view is silent
-- lockstep: no-transaction
create materialized view daily as select at from events;
create unique index on daily (at);
