-- expects: vector-dimension-change
CREATE TABLE em (id bigint PRIMARY KEY, v vector(1536));
CREATE INDEX em_v ON em USING hnsw (v vector_l2_ops);
ALTER TABLE em ALTER COLUMN v TYPE vector(3072);
