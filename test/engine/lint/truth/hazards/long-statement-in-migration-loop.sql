-- expects: long-statement-in-migration
SET lock_timeout = '5s';
SET statement_timeout = '60s';

DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM orders LOOP
    UPDATE orders SET status = 'open' WHERE id = r.id;
  END LOOP;
END
$$;
