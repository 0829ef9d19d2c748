-- expects: concurrently-under-timeouts
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

SET lock_timeout = '300ms';
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
