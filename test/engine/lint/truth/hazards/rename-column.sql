-- expects: rename-breaks-clients
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE customers RENAME COLUMN phone TO phone_number;
