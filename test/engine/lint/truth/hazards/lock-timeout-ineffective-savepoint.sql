-- expects: lock-timeout-ineffective
BEGIN;
SAVEPOINT s;
SET LOCAL lock_timeout = '2s';
ROLLBACK TO SAVEPOINT s;
ALTER TABLE orders ADD COLUMN z int;
COMMIT;
