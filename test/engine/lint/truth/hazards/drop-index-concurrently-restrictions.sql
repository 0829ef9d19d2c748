-- expects: drop-index-concurrently-restrictions
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

DROP INDEX CONCURRENTLY orders_a_idx, orders_b_idx;
