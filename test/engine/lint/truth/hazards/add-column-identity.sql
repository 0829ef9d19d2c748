-- expects: volatile-default-rewrites-table
-- postgres: 17
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE events ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY;
