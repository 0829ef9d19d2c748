--- fires
CREATE TABLE e (k int) PARTITION BY LIST (k);
CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);
--= an earlier migration
CREATE INDEX i ON ONLY e (k);
--! [ONLY] i stays INVALID until an index of each partition of e is attached: 0 of 1 so far.

--- silent
CREATE TABLE e (k int) PARTITION BY LIST (k);
CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);
--= an earlier migration
CREATE INDEX i ON ONLY e (k);
CREATE INDEX i1 ON e1 (k);
ALTER INDEX i ATTACH PARTITION i1;

--- a partitioned table that the history does not create
create index logs_level_idx on only logs (level);
--! [only] logs_level_idx stays INVALID until an index of each partition of logs is attached: 0 of them so far.

--- the same, with a partition attached, is silent
create index logs_level_idx on only logs (level);
alter index logs_level_idx attach partition logs_2026_level_idx;
