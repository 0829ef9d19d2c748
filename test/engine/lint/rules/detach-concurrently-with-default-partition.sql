--- fires
CREATE TABLE e (k int) PARTITION BY LIST (k);
CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);
CREATE TABLE ed PARTITION OF e DEFAULT;
--= an earlier migration
-- lockstep: no-transaction
ALTER TABLE e DETACH PARTITION e1 CONCURRENTLY;
--! [CONCURRENTLY] DETACH PARTITION CONCURRENTLY fails: e has the default partition ed.
--> -- lockstep: no-transaction
--> ALTER TABLE e DETACH PARTITION e1;

--- silent
CREATE TABLE e (k int) PARTITION BY LIST (k);
CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);
--= an earlier migration
-- lockstep: no-transaction
ALTER TABLE e DETACH PARTITION e1 CONCURRENTLY;
