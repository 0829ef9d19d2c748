SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE docs (id bigint PRIMARY KEY, embedding vector(1536));
CREATE INDEX docs_embedding_idx ON docs USING hnsw (embedding vector_cosine_ops);
