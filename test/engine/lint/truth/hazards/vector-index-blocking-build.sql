-- expects: blocking-index-build
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE INDEX docs_embedding_idx ON docs USING hnsw (embedding vector_cosine_ops);
