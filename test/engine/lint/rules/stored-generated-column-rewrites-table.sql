--- {"postgres": 18} a stored column
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.2) STORED;
--! [GENERATED ALWAYS AS (net * 1.2) STORED] Adding the stored generated column orders.gross writes all of orders anew while ACCESS EXCLUSIVE blocks its reads and writes.
--> ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.2) VIRTUAL;

--- {"postgres": 16} before 18
alter table orders add column gross numeric generated always as (net * 1.2) stored not null;
--! [generated always as (net * 1.2) stored] Adding the stored generated column orders.gross writes all of orders anew while ACCESS EXCLUSIVE blocks its reads and writes.

--- {"postgres": 18} a virtual column is silent
alter table orders add column gross numeric generated always as (net * 1.2) virtual, add column g numeric generated always as (net);

--- a new expression of a stored column
create table orders (net numeric, gross numeric generated always as (net * 1.2) stored, v numeric generated always as (net) virtual);
--=
alter table orders alter column gross set expression as (net * 1.25);
alter table orders alter column v set expression as (net * 1.25);
--! [set expression] Changing the expression of orders.gross writes all of orders anew while ACCESS EXCLUSIVE blocks its reads and writes.

--- a new expression on a table that the history does not create
alter table orders alter gross set expression as (net * 1.25);
--! [set expression] Changing the expression of orders.gross writes all of orders anew while ACCESS EXCLUSIVE blocks its reads and writes, unless it is a virtual column.

--- a new table is silent
create table orders (net numeric);
alter table orders add column gross numeric generated always as (net * 1.2) stored;

--- inside a DO block
do $$ begin alter table orders add column gross numeric generated always as (net * 1.2) stored; end $$;
--! [generated always as (net * 1.2) stored] Adding the stored generated column orders.gross writes all of orders anew while ACCESS EXCLUSIVE blocks its reads and writes.
--> do $$ begin alter table orders add column gross numeric generated always as (net * 1.2) virtual; end $$;

--- a new expression over a few rows of its own
create table lines (id bigint primary key, net numeric, gross numeric generated always as (net * 1.2) stored);
insert into lines (id, net) values (1, 2);
alter table lines alter column gross set expression as (net * 1.25);
--! [set expression] Changing the expression of lines.gross writes all of lines anew, which this migration has just filled.

--- a new expression over no row is silent
create table lines (id bigint primary key, net numeric, gross numeric generated always as (net * 1.2) stored);
alter table lines alter column gross set expression as (net * 1.25);

--- a new table with few rows that are committed, a new column
-- lockstep: no-transaction
create table t (id bigint primary key, a int);
insert into t values (1, 2);
alter table t add column b int generated always as (a * 2) stored;
--! [generated always as (a * 2) stored] Adding the stored generated column t.b writes all of t anew while ACCESS EXCLUSIVE blocks its reads and writes.
--> -- lockstep: no-transaction
--> create table t (id bigint primary key, a int);
--> insert into t values (1, 2);
--> alter table t add column b int generated always as (a * 2) virtual;
