--- an unknown column
alter table items alter column embedding type vector(1536);
--! [alter column embedding type vector(1536)] The vectors that are there don't fit vector(1536): this fails on rows that have one.

--- known, and indexed
create table items (id bigint primary key, e vector(3));
create index items_e on items using hnsw (e vector_l2_ops);
--=
alter table items alter column e type vector(5);
--! [alter column e type vector(5)] Vectors of 3 dimensions don't fit vector(5): this fails on rows that have one, and rebuilds items_e otherwise.

--- the same
create table items (id bigint primary key, e vector(3));
--=
alter table items alter column e type vector(3);

--- another type
alter table items alter column a type text;

--- more than its index takes
create table items (id bigint primary key, e vector(1536));
create index items_e on items using hnsw (e vector_l2_ops);
alter table items alter column e type vector(3072);
--! error [alter column e type vector(3072)] This fails: the hnsw index items_e takes at most 2000 dimensions of vector.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint primary key, v vector(3));
insert into t values (1, '[1,2,3]');
alter table t alter column v type vector(4);
--! [alter column v type vector(4)] Vectors of 3 dimensions don't fit vector(4): this fails on rows that have one.
