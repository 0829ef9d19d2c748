-- expects: not-null-scans-table
-- postgres: 15
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE tickets ALTER COLUMN subject SET NOT NULL;
