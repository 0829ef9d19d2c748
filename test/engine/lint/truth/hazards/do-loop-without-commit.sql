-- expects: long-statement-in-migration, unbatched-backfill
-- lockstep: no-transaction
SET lock_timeout = '2s';
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM users WHERE normalized IS NULL LOOP
    UPDATE users SET normalized = lower(email) WHERE id = r.id;
  END LOOP;
END $$;
