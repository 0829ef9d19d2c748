--- a new table
create table items (id bigint primary key, e vector(3));
CREATE INDEX ON items USING ivfflat (e vector_l2_ops);
--! [ivfflat] items has no rows yet that this index could learn its lists from: searches will miss neighbours.
--> create table items (id bigint primary key, e vector(3));
--> CREATE INDEX ON items USING hnsw (e vector_l2_ops);

--- hnsw needs no rows
create table items (id bigint primary key, e vector(3));
create index on items using hnsw (e vector_l2_ops);

--- filled
create table items (id bigint primary key, e vector(3));
copy items from stdin;
\.
create index on items using ivfflat (e vector_l2_ops);

--- an existing table
create index on items using ivfflat (e vector_l2_ops);
