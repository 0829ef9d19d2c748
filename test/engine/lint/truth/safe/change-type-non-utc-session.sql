SET lock_timeout = '2s';
SET statement_timeout = '30s';

SET timezone = 'UTC';
ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz;
