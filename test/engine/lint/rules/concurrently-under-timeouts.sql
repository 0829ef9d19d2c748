--- fires
-- lockstep: no-transaction
SET statement_timeout = '5s';
CREATE INDEX CONCURRENTLY i ON orders (a);
--! [CONCURRENTLY] statement_timeout = 5s cancels this when it waits or runs longer, and leaves an INVALID index.
--> -- lockstep: no-transaction
--> SET statement_timeout = '5s';
--> SET statement_timeout = 0;
--> CREATE INDEX CONCURRENTLY i ON orders (a);

--- silent
-- lockstep: no-transaction
SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY i ON orders (a);

--- longer ones, both
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '2min';
REINDEX INDEX CONCURRENTLY i;
SET lock_timeout = '500ms';
SET statement_timeout = '1h';
ALTER TABLE e DETACH PARTITION e1 CONCURRENTLY;
--! info [CONCURRENTLY] lock_timeout = 5s and statement_timeout = 2min cancel this when it waits or runs longer, and leave an INVALID index.
--> -- lockstep: no-transaction
--> SET lock_timeout = '5s';
--> SET statement_timeout = '2min';
--> SET lock_timeout = 0;
--> SET statement_timeout = 0;
--> REINDEX INDEX CONCURRENTLY i;
--> SET lock_timeout = '500ms';
--> SET statement_timeout = '1h';
--> ALTER TABLE e DETACH PARTITION e1 CONCURRENTLY;
--! [CONCURRENTLY#2] lock_timeout = 500ms cancels this when it waits or runs longer, and leaves the partition half detached.
--> -- lockstep: no-transaction
--> SET lock_timeout = '5s';
--> SET statement_timeout = '2min';
--> REINDEX INDEX CONCURRENTLY i;
--> SET lock_timeout = '500ms';
--> SET statement_timeout = '1h';
--> SET lock_timeout = 0;
--> ALTER TABLE e DETACH PARTITION e1 CONCURRENTLY;

--- enough to drop an index, not to build one
-- lockstep: no-transaction
SET lock_timeout = 0;
SET statement_timeout = '30s';
DROP INDEX CONCURRENTLY IF EXISTS i;
CREATE INDEX CONCURRENTLY i ON orders (a);
--! info [CONCURRENTLY] statement_timeout = 30s cancels this when it waits or runs longer, and leaves an INVALID index.
--> -- lockstep: no-transaction
--> SET lock_timeout = 0;
--> SET statement_timeout = '30s';
--> SET statement_timeout = 0;
--> DROP INDEX CONCURRENTLY IF EXISTS i;
--> CREATE INDEX CONCURRENTLY i ON orders (a);
--! [CONCURRENTLY#2] statement_timeout = 30s cancels this when it waits or runs longer, and leaves an INVALID index.
--> -- lockstep: no-transaction
--> SET lock_timeout = 0;
--> SET statement_timeout = '30s';
--> DROP INDEX CONCURRENTLY IF EXISTS i;
--> SET statement_timeout = 0;
--> CREATE INDEX CONCURRENTLY i ON orders (a);
