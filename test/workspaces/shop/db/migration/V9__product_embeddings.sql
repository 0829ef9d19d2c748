CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE product_embeddings (
    sku        text PRIMARY KEY,
    model      text NOT NULL,
    embedding  vector(3) NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX product_embeddings_hnsw_idx ON product_embeddings USING hnsw (embedding vector_cosine_ops);
