SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ADD COLUMN note varchar(100);
ALTER TABLE orders ALTER COLUMN note TYPE varchar(250);
