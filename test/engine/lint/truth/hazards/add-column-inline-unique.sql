-- expects: unique-constraint-builds-index
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ADD COLUMN reference text UNIQUE;
