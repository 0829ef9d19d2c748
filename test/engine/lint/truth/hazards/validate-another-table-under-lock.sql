-- expects: statement-after-strong-lock
BEGIN;
SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '60s';
ALTER TABLE orders ADD COLUMN z int;
ALTER TABLE payments VALIDATE CONSTRAINT payments_amount_chk;
COMMIT;
