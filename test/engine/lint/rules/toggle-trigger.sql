--- fires (1)
ALTER TABLE orders DISABLE TRIGGER audit;
--! [DISABLE TRIGGER audit] DISABLE TRIGGER locks orders in SHARE ROW EXCLUSIVE: writes wait until the transaction ends. The trigger is off for every session.

--- fires (2)
ALTER TABLE orders ENABLE TRIGGER audit;
--! [ENABLE TRIGGER audit] ENABLE TRIGGER locks orders in SHARE ROW EXCLUSIVE: writes wait until the transaction ends.

--- silent
CREATE TABLE t (a int);
ALTER TABLE t DISABLE TRIGGER audit;
