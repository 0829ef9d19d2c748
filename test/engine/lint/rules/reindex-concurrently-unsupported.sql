--- fires (1)
CREATE TABLE b (r int4range, CONSTRAINT b_excl EXCLUDE USING gist (r WITH &&));
--= an earlier migration
-- lockstep: no-transaction
REINDEX INDEX CONCURRENTLY b_excl;
--! [CONCURRENTLY] REINDEX CONCURRENTLY fails: b_excl belongs to an exclusion constraint.
--> -- lockstep: no-transaction
--> REINDEX INDEX b_excl;

--- fires (2)
-- lockstep: no-transaction
REINDEX SYSTEM CONCURRENTLY shop;
--! [CONCURRENTLY] REINDEX CONCURRENTLY fails: system catalogs can only be rebuilt without it.
--> -- lockstep: no-transaction
--> REINDEX SYSTEM shop;

--- silent
-- lockstep: no-transaction
REINDEX INDEX CONCURRENTLY b_idx;

--- a table with such a constraint
CREATE TABLE b (r int4range, CONSTRAINT b_excl EXCLUDE USING gist (r WITH &&));
--= 
-- lockstep: no-transaction
REINDEX (CONCURRENTLY) TABLE b;
REINDEX TABLE CONCURRENTLY pg_catalog.pg_class;
--! warning [CONCURRENTLY] REINDEX CONCURRENTLY leaves out b_excl, the index of an exclusion constraint of b.
--! [CONCURRENTLY#2] REINDEX CONCURRENTLY fails: system catalogs can only be rebuilt without it.
--> -- lockstep: no-transaction
--> REINDEX (CONCURRENTLY) TABLE b;
--> REINDEX TABLE pg_catalog.pg_class;
