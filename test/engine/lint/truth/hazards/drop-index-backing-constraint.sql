-- expects: drop-index-backing-constraint
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE customers (id bigint PRIMARY KEY, email text, CONSTRAINT customers_email_key UNIQUE (email));
DROP INDEX customers_email_key;
