-- expects: invalid-index-trap
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_customer_id_idx ON orders (customer_id);
