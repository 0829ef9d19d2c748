--- fires (1)
CREATE TABLE d (e vector(3072));
CREATE INDEX ON d USING hnsw (e vector_l2_ops);
--! error [e#3] This fails: hnsw takes at most 2000 dimensions of vector, and this has 3072.

--- fires (2)
CREATE TABLE d (e vector(768));
CREATE INDEX ON d USING ivfflat (e vector_l2_ops) WITH (lists = 100);
--! [USING ivfflat] ivfflat clusters the rows that are there, and d has none yet: its lists will not fit the rows that come.

--- silent
SET maintenance_work_mem = '2GB';
CREATE TABLE d (e vector(3072));
CREATE INDEX ON d USING hnsw ((e::halfvec(3072)) halfvec_l2_ops);

--- other types, no dimensions, no memory set
CREATE TABLE d (a halfvec(4000), b vector, c vector(1536));
--= 
CREATE INDEX ON d USING hnsw (a halfvec_l2_ops);
CREATE INDEX ON d USING hnsw (b vector_l2_ops);
SET maintenance_work_mem = '4GB';
CREATE INDEX ON d USING ivfflat (c vector_l2_ops) WITH (lists = 100);
--! info [USING hnsw] The hnsw index is built with the default maintenance_work_mem.
--> SET maintenance_work_mem = '1GB';
--> CREATE INDEX ON d USING hnsw (a halfvec_l2_ops);
--> CREATE INDEX ON d USING hnsw (b vector_l2_ops);
--> SET maintenance_work_mem = '4GB';
--> CREATE INDEX ON d USING ivfflat (c vector_l2_ops) WITH (lists = 100);
--! info [USING hnsw#2] The hnsw index is built with the default maintenance_work_mem.
--> CREATE INDEX ON d USING hnsw (a halfvec_l2_ops);
--> SET maintenance_work_mem = '1GB';
--> CREATE INDEX ON d USING hnsw (b vector_l2_ops);
--> SET maintenance_work_mem = '4GB';
--> CREATE INDEX ON d USING ivfflat (c vector_l2_ops) WITH (lists = 100);
--! error [b] This fails: b has no fixed number of dimensions, which hnsw needs.

--- no operator class
CREATE TABLE d (e vector(3));
CREATE INDEX ON d USING hnsw (e);
CREATE INDEX ON d USING hnsw (e vector_l2_ops);
--! error [USING hnsw] This fails: no type has a default operator class for hnsw.
