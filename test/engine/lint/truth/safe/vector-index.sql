set lock_timeout = '2s';
set statement_timeout = '30s';
create table documents (id bigint primary key, embedding vector(768));
create index on documents using hnsw (embedding vector_cosine_ops);
