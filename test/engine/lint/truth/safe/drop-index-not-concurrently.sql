-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

SET statement_timeout = 0;
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS orders_customer_id_idx;
