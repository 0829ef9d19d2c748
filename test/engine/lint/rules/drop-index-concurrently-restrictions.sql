--- fires (1)
-- lockstep: no-transaction
DROP INDEX CONCURRENTLY a, b;
--! [a, b] DROP INDEX CONCURRENTLY fails: it takes one index, not 2.
--> -- lockstep: no-transaction
--> DROP INDEX CONCURRENTLY a;
--> DROP INDEX CONCURRENTLY b;

--- fires (2)
-- lockstep: no-transaction
DROP INDEX CONCURRENTLY a CASCADE;
--! [CASCADE] DROP INDEX CONCURRENTLY fails: it takes no CASCADE.
--> -- lockstep: no-transaction
--> DROP INDEX CONCURRENTLY a;

--- silent
-- lockstep: no-transaction
DROP INDEX CONCURRENTLY a;
DROP INDEX CONCURRENTLY b;
