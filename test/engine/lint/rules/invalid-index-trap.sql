--- fires
-- lockstep: no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (a);
--! [IF NOT EXISTS] If a build of i failed before, this finds its INVALID index and does nothing.
--> -- lockstep: no-transaction
--> DROP INDEX CONCURRENTLY IF EXISTS i;
--> CREATE INDEX CONCURRENTLY i ON orders (a);

--- silent
-- lockstep: no-transaction
DROP INDEX CONCURRENTLY IF EXISTS i;
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (a);
