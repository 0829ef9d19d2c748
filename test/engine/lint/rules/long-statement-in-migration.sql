--- fires (1)
SELECT pg_sleep(60);
--! [pg_sleep] pg_sleep keeps the migration's transaction open, and every lock it holds.

--- fires (2)
COPY orders FROM '/tmp/orders.csv';
--! [orders] COPY into orders keeps the migration's transaction open for the whole load.

--- fires (3)
CALL backfill_orders();
SELECT 1;
--! [CALL backfill_orders] CALL runs inside the migration's transaction: the procedure can't COMMIT, and every lock is kept until it ends.

--- silent (1)
CREATE TABLE c (a int);
COPY c FROM '/tmp/c.csv';

--- silent (2)
-- lockstep: no-transaction
CALL backfill_orders();

--- a loop of updates
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM orders LOOP
    UPDATE orders SET a = 1 WHERE id = r.id;
  END LOOP;
END
$$;
--! [LOOP] The loop changes orders in one transaction: its row locks are all kept until the end.

--- a loop of grants, and one over a new table
CREATE TABLE t (a int);
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT rolname FROM pg_roles LOOP
    EXECUTE format('GRANT SELECT ON t TO %I', r.rolname);
    UPDATE t SET a = 1;
  END LOOP;
END
$$;

--- COPY TO reads
COPY orders TO '/tmp/orders.csv';

--- a block without COMMIT is a transaction by itself
-- lockstep: no-transaction
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM orders LOOP
    UPDATE orders SET a = 1 WHERE id = r.id;
  END LOOP;
END
$$;
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM orders LOOP
    UPDATE orders SET a = 1 WHERE id = r.id;
    COMMIT;
  END LOOP;
END
$$;
--! [LOOP] The loop changes orders in one transaction: its row locks are all kept until the end.

--- {"scope": "statement"} a pause in a DO block of its own is silent
do $$
begin
  perform pg_sleep(1);
end $$;

--- a pause between tries is silent
do $$
begin
  loop
    begin
      alter table users add column note text;
      exit;
    exception when lock_not_available then
      perform pg_sleep(1);
    end;
  end loop;
end $$;
