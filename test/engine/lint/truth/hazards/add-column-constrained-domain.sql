-- expects: add-column-constrained-domain
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE DOMAIN email_address AS text CHECK (VALUE ~ '^[^@]+@[^@]+$');

ALTER TABLE contacts ADD COLUMN work_email email_address;
