--- too many
create table items (id bigint primary key, e vector(3072));
CREATE INDEX ON items USING hnsw (e vector_l2_ops);
--! [e#9] This index can't be built: it has 3072 dimensions, and hnsw takes at most 2000 of vector.

--- none
create table items (id bigint primary key, e vector);
create index on items using ivfflat (e vector_l2_ops);
--! [e#12] This index can't be built: e does not say how many dimensions it has.

--- a cast
create table items (id bigint primary key, e vector(3072));
create index on items using hnsw ((e::halfvec(3072)) halfvec_l2_ops);
create index on items using hnsw ((e::halfvec(5000)) halfvec_l2_ops);
--! [hnsw#2] This index can't be built: it has 5000 dimensions, and hnsw takes at most 4000 of halfvec.

--- few enough
create table items (id bigint primary key, e vector(1536));
create index on items using hnsw (e vector_l2_ops);

--- unknown
create index on items using hnsw (e vector_l2_ops);
