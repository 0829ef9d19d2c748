-- expects: validate-in-same-transaction
SET lock_timeout = '2s';
SET statement_timeout = '30s';

BEGIN;
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
COMMIT;
