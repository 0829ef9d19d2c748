-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

SET statement_timeout = 0;
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
