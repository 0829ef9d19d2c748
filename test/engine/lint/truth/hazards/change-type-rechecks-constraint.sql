-- expects: column-type-rechecks-constraint
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ADD COLUMN code varchar(20);
ALTER TABLE orders ADD CONSTRAINT orders_code_check CHECK (code <> '') NOT VALID;
ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);
