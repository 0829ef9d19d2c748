-- expects: index-concurrently-in-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

DO $$
BEGIN
  CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
END
$$;
