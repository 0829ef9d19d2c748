-- expects: column-type-rewrites-table
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz;
