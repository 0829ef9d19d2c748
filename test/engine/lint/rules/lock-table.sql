--- fires
BEGIN;
LOCK TABLE orders;
COMMIT;
--! [orders] LOCK TABLE holds orders in ACCESS EXCLUSIVE until the transaction ends: reads and writes wait.

--- silent (1)
BEGIN;
LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE;
COMMIT;

--- silent (2)
BEGIN;
LOCK TABLE orders IN ACCESS EXCLUSIVE MODE NOWAIT;
COMMIT;

--- outside a transaction
-- lockstep: no-transaction
LOCK TABLE orders;
--! error [orders] LOCK TABLE orders fails: it can only be used in a transaction block.

--- several, one of them new
CREATE TABLE t (a int);
LOCK TABLE t, orders, app.items IN SHARE ROW EXCLUSIVE MODE;
--! [orders] LOCK TABLE holds orders in SHARE ROW EXCLUSIVE until the transaction ends: writes wait.
--! [app.items] LOCK TABLE holds app.items in SHARE ROW EXCLUSIVE until the transaction ends: writes wait.

--- in a DO block
DO $$
BEGIN
  LOCK TABLE orders;
END
$$;
--! [orders] LOCK TABLE holds orders in ACCESS EXCLUSIVE until the transaction ends: reads and writes wait.
