-- expects: unbatched-backfill, long-statement-in-migration
-- lockstep: no-transaction
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM users WHERE slug IS NULL LOOP
    UPDATE users SET slug = md5(r.id::text) WHERE id = r.id;
  END LOOP;
END $$;
