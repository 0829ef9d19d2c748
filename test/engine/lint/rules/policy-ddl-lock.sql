--- fires (1)
CREATE POLICY own ON orders USING (owner = current_user);
--! [orders] CREATE POLICY locks orders in ACCESS EXCLUSIVE until the transaction ends.

--- fires (2)
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
--! [FORCE ROW LEVEL SECURITY] FORCE ROW LEVEL SECURITY locks orders in ACCESS EXCLUSIVE until the transaction ends.

--- silent
CREATE TABLE t (a int);
CREATE POLICY own ON t USING (a > 0);

--- IF EXISTS of one that is not there locks nothing
CREATE TABLE orders (a int);
--=
DROP POLICY IF EXISTS audit ON orders;
