-- expects: volatile-default-rewrites-table
-- postgres: 14
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE events ADD COLUMN seq bigserial;
