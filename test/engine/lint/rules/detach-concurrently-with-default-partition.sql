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

--- a default partition that this migration attached to a table of unknown partitions
-- lockstep: no-transaction
alter table app.events attach partition app.events_rest default;
alter table app.events detach partition app.events_2021 concurrently;
--! [concurrently] DETACH PARTITION CONCURRENTLY fails: app.events has the default partition events_rest.
--> -- lockstep: no-transaction
--> alter table app.events attach partition app.events_rest default;
--> alter table app.events detach partition app.events_2021;

--- and took away again is silent
-- lockstep: no-transaction
alter table app.events attach partition app.events_rest default;
alter table app.events detach partition app.events_rest;
alter table app.events detach partition app.events_2021 concurrently;
