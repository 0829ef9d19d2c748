--- fires
CREATE TABLE e (at date) PARTITION BY RANGE (at);
CREATE TABLE e_rest PARTITION OF e DEFAULT;
--= an earlier migration
CREATE TABLE e_24 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
--! [e_24] All of the default partition e_rest is read, locked in ACCESS EXCLUSIVE: queries of the whole table wait.

--- silent
CREATE TABLE e (at date) PARTITION BY RANGE (at);
--= an earlier migration
CREATE TABLE e_24 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

--- a CHECK keeps the rows out
CREATE TABLE e (at date) PARTITION BY RANGE (at);
CREATE TABLE e_rest PARTITION OF e DEFAULT;
ALTER TABLE e_rest ADD CONSTRAINT out CHECK (at IS NOT NULL AND (at < '2024-01-01' OR at >= '2025-01-01'));
--= 
CREATE TABLE e_24 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE e ATTACH PARTITION e_25 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--! [e_25] All of the default partition e_rest is read, locked in ACCESS EXCLUSIVE: queries of the whole table wait.

--- filled by this very migration
create table events (at date not null) partition by range (at);
create table events_rest partition of events default;
insert into events select at from old_events;
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
--! [events_2025] All of the default partition events_rest is read, which this migration has just filled.

--- {"scope": "statement"} a default partition that this migration attached to a table of unknown partitions
alter table events attach partition events_rest default;
alter table events attach partition events_2021 for values from ('2021-01-01') to ('2022-01-01');
--! [events_2021] All of the default partition events_rest is read, locked in ACCESS EXCLUSIVE: queries of the whole table wait.

--- over a few rows of its own
create table dp (r text not null) partition by list (r);
create table dp_rest partition of dp default;
insert into dp values ('eu');
create table dp_us partition of dp for values in ('us');
--! [dp_us] All of the default partition dp_rest is read, which this migration has just filled.
