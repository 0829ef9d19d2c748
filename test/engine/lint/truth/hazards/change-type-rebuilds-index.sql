-- expects: column-type-rebuilds-index
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ADD COLUMN code varchar(20);
CREATE INDEX CONCURRENTLY orders_code_lower_idx ON orders (lower(code));
ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);
