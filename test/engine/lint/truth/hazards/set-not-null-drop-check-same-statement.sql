-- expects: not-null-scans-table
-- postgres: 16
SET lock_timeout = '2s';
SET statement_timeout = '30s';

BEGIN;
ALTER TABLE tickets ADD CONSTRAINT subject_set CHECK (subject IS NOT NULL) NOT VALID;
COMMIT;
BEGIN;
ALTER TABLE tickets VALIDATE CONSTRAINT subject_set;
COMMIT;
BEGIN;
ALTER TABLE tickets ALTER COLUMN subject SET NOT NULL, DROP CONSTRAINT subject_set;
COMMIT;
