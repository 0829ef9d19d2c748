-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '5min';
CREATE OR REPLACE PROCEDURE ops.backfill() LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  LOOP
    WITH b AS (SELECT id FROM shop.orders WHERE region IS NULL LIMIT 500 FOR UPDATE SKIP LOCKED)
    UPDATE shop.orders o SET region = 'EU' FROM b WHERE o.id = b.id;
    GET DIAGNOSTICS n = ROW_COUNT;
    COMMIT;
    EXIT WHEN n = 0;
  END LOOP;
END $$;
CALL ops.backfill();
DROP PROCEDURE ops.backfill();
RESET statement_timeout;
RESET lock_timeout;
