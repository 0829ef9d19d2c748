--- fires
-- lockstep: no-transaction
CREATE UNIQUE INDEX CONCURRENTLY i ON orders (a);
--! [UNIQUE] This fails if orders holds duplicates of (a), and leaves an INVALID index.

--- silent
CREATE TABLE t (a int);
CREATE UNIQUE INDEX ON t (a);
