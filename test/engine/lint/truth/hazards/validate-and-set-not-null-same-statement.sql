-- expects: validate-in-same-transaction, not-null-scans-table
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE tickets VALIDATE CONSTRAINT subject_set, ALTER COLUMN subject SET NOT NULL;
