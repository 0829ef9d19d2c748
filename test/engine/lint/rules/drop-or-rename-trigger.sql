--- fires (1)
DROP TRIGGER audit ON orders;
--! [DROP TRIGGER] DROP TRIGGER locks orders in ACCESS EXCLUSIVE: reads and writes wait until the transaction ends.

--- fires (2)
ALTER TRIGGER audit ON orders RENAME TO audit_orders;
--! [orders] Renaming a trigger locks orders in ACCESS EXCLUSIVE: reads and writes wait until the transaction ends.

--- silent
CREATE TABLE t (a int);
DROP TRIGGER IF EXISTS audit ON t;

--- to be replaced
DROP TRIGGER IF EXISTS audit ON app.orders;
CREATE TRIGGER audit AFTER UPDATE ON app.orders FOR EACH ROW EXECUTE FUNCTION audit();
--! [DROP TRIGGER] DROP TRIGGER locks app.orders in ACCESS EXCLUSIVE: reads and writes wait until the transaction ends.

--- IF EXISTS of one that is not there locks nothing
CREATE TABLE orders (a int);
--=
DROP TRIGGER IF EXISTS audit ON orders;
