-- expects: column-type-narrows
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE tickets ALTER COLUMN subject TYPE varchar(50) USING subject::varchar(50);
