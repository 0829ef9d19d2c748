--- fires
CREATE TABLE e (at date) PARTITION BY RANGE (at);
--= an earlier migration
-- lockstep: no-transaction
CREATE INDEX CONCURRENTLY i ON e (at);
--! [CONCURRENTLY] CREATE INDEX CONCURRENTLY fails: e is a partitioned table.
--> -- lockstep: no-transaction
--> CREATE INDEX i ON e (at);

--- silent
CREATE TABLE e (at date) PARTITION BY RANGE (at);
--= an earlier migration
CREATE INDEX i ON ONLY e (at);

--- dropping
CREATE TABLE e (k int) PARTITION BY LIST (k);
CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);
CREATE INDEX e_k ON ONLY e (k);
CREATE INDEX e1_k ON e1 (k);
ALTER INDEX e_k ATTACH PARTITION e1_k;
--= 
-- lockstep: no-transaction
DROP INDEX CONCURRENTLY e_k;
DROP INDEX CONCURRENTLY e1_k;
CREATE INDEX CONCURRENTLY e1_l ON e1 (k);
--! [CONCURRENTLY] DROP INDEX CONCURRENTLY fails: e is a partitioned table.
--> -- lockstep: no-transaction
--> DROP INDEX e_k;
--> DROP INDEX CONCURRENTLY e1_k;
--> CREATE INDEX CONCURRENTLY e1_l ON e1 (k);

--- a table known by its partition
-- lockstep: no-transaction
create table app.events_2030 partition of app.events for values in (2030);
create index concurrently events_kind on app.events (kind);
--! [concurrently] CREATE INDEX CONCURRENTLY fails: app.events is a partitioned table.
--> -- lockstep: no-transaction
--> create table app.events_2030 partition of app.events for values in (2030);
--> create index events_kind on app.events (kind);
