--- fires
ALTER TABLE events DETACH PARTITION events_2023;
--! [DETACH PARTITION events_2023] DETACH PARTITION locks events in ACCESS EXCLUSIVE: all its reads and writes wait until the transaction ends.
--> -- lockstep: no-transaction
--> ALTER TABLE events DETACH PARTITION events_2023 CONCURRENTLY;

--- silent (1)
-- lockstep: no-transaction
ALTER TABLE events DETACH PARTITION events_2023 CONCURRENTLY;

--- silent (2)
ALTER TABLE events DETACH PARTITION events_2023 FINALIZE;

--- {"convention":"goose"} goose
-- +goose Up
alter table e detach partition e1;

-- +goose Down
SELECT 1;
--! [detach partition e1] DETACH PARTITION locks e in ACCESS EXCLUSIVE: all its reads and writes wait until the transaction ends.
--> -- +goose NO TRANSACTION
--> -- +goose Up
--> alter table e detach partition e1 concurrently;
-->
--> -- +goose Down
--> SELECT 1;

--- with a default partition
CREATE TABLE e (k int) PARTITION BY LIST (k);
CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);
CREATE TABLE ed PARTITION OF e DEFAULT;
--= 
ALTER TABLE e DETACH PARTITION e1;
--! [DETACH PARTITION e1] DETACH PARTITION locks e in ACCESS EXCLUSIVE: all its reads and writes wait until the transaction ends.

--- new in this file
CREATE TABLE e (k int) PARTITION BY LIST (k);
CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);
ALTER TABLE e DETACH PARTITION e1;

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table m (id bigint, at date) partition by range (at);
create table m_20 partition of m for values from ('2020-01-01') to ('2021-01-01');
insert into m values (1, '2020-05-05');
alter table m detach partition m_20;
--! [detach partition m_20] DETACH PARTITION locks m in ACCESS EXCLUSIVE: all its reads and writes wait until the transaction ends.
--> -- lockstep: no-transaction
--> create table m (id bigint, at date) partition by range (at);
--> create table m_20 partition of m for values from ('2020-01-01') to ('2021-01-01');
--> insert into m values (1, '2020-05-05');
--> alter table m detach partition m_20 concurrently;
