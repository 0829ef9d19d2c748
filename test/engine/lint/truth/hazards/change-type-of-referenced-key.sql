-- expects: column-type-of-key-locks-both-tables
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE users ALTER COLUMN id TYPE bigint;
