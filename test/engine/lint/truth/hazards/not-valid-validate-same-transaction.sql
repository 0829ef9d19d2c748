-- expects: validate-in-same-transaction
SET lock_timeout = '2s';
SET statement_timeout = '30s';

BEGIN;
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
COMMIT;
