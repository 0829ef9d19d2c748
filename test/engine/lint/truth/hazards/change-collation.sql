-- expects: column-type-rebuilds-index
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE tickets ALTER COLUMN subject TYPE text COLLATE "de-x-icu";
