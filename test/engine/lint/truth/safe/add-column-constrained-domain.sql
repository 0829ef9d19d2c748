SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE DOMAIN email_address AS text;

ALTER TABLE contacts ADD COLUMN work_email email_address;
