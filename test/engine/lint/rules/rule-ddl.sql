--- fires (1)
CREATE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING;
--! [orders] CREATE RULE locks orders in ACCESS EXCLUSIVE and from then on rewrites every query it fits.

--- fires (2)
DROP RULE keep ON orders;
--! [DROP RULE] DROP RULE locks orders in ACCESS EXCLUSIVE: reads and writes wait until the transaction ends.

--- silent
CREATE TABLE t (a int);
CREATE RULE keep AS ON DELETE TO t DO INSTEAD NOTHING;

--- renamed or switched
ALTER RULE keep ON orders RENAME TO kept;
ALTER TABLE orders DISABLE RULE kept;
--! [ALTER RULE] ALTER RULE locks orders in ACCESS EXCLUSIVE: reads and writes wait until the transaction ends.
--! [DISABLE RULE kept] This locks orders in ACCESS EXCLUSIVE, and changes what every query does that the rule fits.

--- IF EXISTS of one that is not there locks nothing
CREATE TABLE orders (a int);
--=
DROP RULE IF EXISTS audit ON orders;
