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
