--- fires
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
--= an earlier migration
ALTER TABLE i RENAME TO j;
--! [TABLE] Through ALTER TABLE the index i is locked in ACCESS EXCLUSIVE, and queries of its table wait.
--> ALTER INDEX i RENAME TO j;

--- silent
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
--= an earlier migration
ALTER INDEX i RENAME TO j;
