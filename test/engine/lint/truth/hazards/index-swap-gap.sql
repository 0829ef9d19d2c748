-- expects: index-swap-gap
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

DROP INDEX CONCURRENTLY orders_status_idx;
CREATE INDEX CONCURRENTLY orders_status_created_idx ON orders (status, created_at);
