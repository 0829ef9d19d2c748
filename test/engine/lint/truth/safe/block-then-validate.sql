-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '20min';
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'qty_ck') THEN
    ALTER TABLE shop.items ADD CONSTRAINT qty_ck CHECK (qty > 0) NOT VALID;
  END IF;
END $$;
ALTER TABLE shop.items VALIDATE CONSTRAINT qty_ck;
