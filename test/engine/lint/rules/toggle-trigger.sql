--- fires (1)
ALTER TABLE orders DISABLE TRIGGER audit;
--! [DISABLE TRIGGER audit] DISABLE TRIGGER locks orders in SHARE ROW EXCLUSIVE: writes wait until the transaction ends. The trigger is off for every session.

--- fires (2)
ALTER TABLE orders ENABLE TRIGGER audit;
--! [ENABLE TRIGGER audit] ENABLE TRIGGER locks orders in SHARE ROW EXCLUSIVE: writes wait until the transaction ends.

--- silent
CREATE TABLE t (a int);
ALTER TABLE t DISABLE TRIGGER audit;

--- switched off and on again around a change, and left off
ALTER TABLE orders DISABLE TRIGGER audit;
UPDATE orders SET a = 1;
ALTER TABLE orders ENABLE TRIGGER audit;
ALTER TABLE items ADD COLUMN a int;
ALTER TABLE items DISABLE TRIGGER audit;
--! [DISABLE TRIGGER audit] DISABLE TRIGGER locks orders in SHARE ROW EXCLUSIVE: writes wait until the transaction ends. The trigger is off for every session.
--! [DISABLE TRIGGER audit#2] DISABLE TRIGGER locks items in SHARE ROW EXCLUSIVE: writes wait until the transaction ends. The trigger is off for every session.
