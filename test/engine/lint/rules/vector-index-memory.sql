--- the default
-- lockstep: no-transaction
CREATE INDEX CONCURRENTLY i ON items USING hnsw (e vector_l2_ops);
--! [hnsw] This hnsw index is built within the default maintenance_work_mem: much more slowly once it no longer fits.
--> -- lockstep: no-transaction
--> SET maintenance_work_mem = '2GB';
--> CREATE INDEX CONCURRENTLY i ON items USING hnsw (e vector_l2_ops);

--- set
-- lockstep: no-transaction
set maintenance_work_mem = '2GB';
create index concurrently i on items using hnsw (e vector_l2_ops);

--- a new table
create table items (id bigint primary key, e vector(3));
create index i on items using hnsw (e vector_l2_ops);
