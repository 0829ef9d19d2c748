-- expects: vector-index
set lock_timeout = '2s';
set statement_timeout = '30s';
create table documents (id bigint primary key, embedding vector(768));
create index on documents using ivfflat (embedding vector_cosine_ops) with (lists = 100);
