--- fires
CREATE TRIGGER audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
--! [orders] CREATE TRIGGER locks orders in SHARE ROW EXCLUSIVE: writes wait until the transaction ends.

--- silent (1)
CREATE TABLE t (a int);
CREATE TRIGGER audit AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION audit();

--- silent (2)
ALTER TABLE orders ADD COLUMN b int;
CREATE TRIGGER sync BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION sync();

--- a lock as strong is held already
DROP TRIGGER IF EXISTS audit ON orders;
CREATE TRIGGER audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();

--- a partitioned table, a view
CREATE TABLE e (k int) PARTITION BY LIST (k);
--= 
CREATE TRIGGER audit AFTER UPDATE ON e FOR EACH ROW EXECUTE FUNCTION audit();
CREATE TRIGGER ins INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION ins();
--! [e] CREATE TRIGGER locks e and every partition in SHARE ROW EXCLUSIVE: writes wait until the transaction ends.

--- in a DO block
DO $$
BEGIN
  CREATE TRIGGER audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
END
$$;
--! [orders] CREATE TRIGGER locks orders in SHARE ROW EXCLUSIVE: writes wait until the transaction ends.
