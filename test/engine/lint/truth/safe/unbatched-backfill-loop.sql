-- lockstep: no-transaction
-- Backfill in small committed batches
SET lock_timeout = '1s';
SET statement_timeout = '30s';
DO $$
DECLARE
  n integer;
BEGIN
  LOOP
    WITH batch AS (
      SELECT id FROM public.users WHERE display_name IS NULL ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED
    )
    UPDATE public.users u SET display_name = u.name FROM batch WHERE u.id = batch.id;
    GET DIAGNOSTICS n = ROW_COUNT;
    COMMIT;
    EXIT WHEN n = 0;
  END LOOP;
END
$$;
