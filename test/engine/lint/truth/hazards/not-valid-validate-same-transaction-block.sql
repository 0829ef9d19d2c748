-- expects: validate-in-same-transaction
-- lockstep: no-transaction
DO $$ BEGIN
  ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
  ALTER TABLE t VALIDATE CONSTRAINT c;
END $$;
