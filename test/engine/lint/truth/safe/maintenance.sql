-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = 0;

-- Rebuild bloated indexes and drop those not used.
REINDEX INDEX CONCURRENTLY shop.orders_created_idx;
DROP INDEX CONCURRENTLY IF EXISTS shop.orders_old_status_idx;
VACUUM (ANALYZE, VERBOSE) shop.orders;
ANALYZE shop.customers (region, tier);

ALTER TABLE shop.orders SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.01);
ALTER TABLE shop.orders ALTER COLUMN status SET STATISTICS 500;
ALTER INDEX shop.orders_created_idx RENAME TO orders_created_at_idx;

RESET statement_timeout;
RESET lock_timeout;
