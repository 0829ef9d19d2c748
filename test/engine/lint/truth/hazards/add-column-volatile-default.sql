-- expects: volatile-default-rewrites-table
-- postgres: 16
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE accounts ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid();
