-- lockstep: no-transaction
SET statement_timeout = '10s';
DO $$
BEGIN
  FOR i IN 1..10 LOOP
    BEGIN
      SET LOCAL lock_timeout = '500ms';
      ALTER TABLE app.orders ADD COLUMN IF NOT EXISTS z2 text;
      EXIT;
    EXCEPTION WHEN lock_not_available THEN
      PERFORM pg_sleep(0.2);
    END;
  END LOOP;
END $$;
