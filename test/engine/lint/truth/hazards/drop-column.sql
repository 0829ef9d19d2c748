-- expects: drop-column
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE customers DROP COLUMN phone;
