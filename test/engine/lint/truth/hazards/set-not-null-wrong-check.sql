-- expects: not-null-scans-table
SET lock_timeout = '2s';
SET statement_timeout = '30s';

-- lockstep: no-transaction
ALTER TABLE tickets ADD CONSTRAINT tickets_priority_check CHECK (priority > 0) NOT VALID;
ALTER TABLE tickets VALIDATE CONSTRAINT tickets_priority_check;
ALTER TABLE tickets ALTER COLUMN priority SET NOT NULL;
