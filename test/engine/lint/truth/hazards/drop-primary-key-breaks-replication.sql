-- expects: drop-primary-key-breaks-replication
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders DROP CONSTRAINT orders_pkey;
