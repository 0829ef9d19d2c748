-- expects: drop-foreign-key-locks-both-tables
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
