-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

SET statement_timeout = 0;
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS orders_status_idx;
CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
