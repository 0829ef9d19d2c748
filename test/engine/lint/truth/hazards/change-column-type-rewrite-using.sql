-- expects: column-type-rewrites-table
-- postgres: 14
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ALTER COLUMN metadata TYPE jsonb USING metadata::jsonb;
