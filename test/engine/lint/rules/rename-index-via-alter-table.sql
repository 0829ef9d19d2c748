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

--- {"scope": "statement"} made by this migration, and seen by others
create index logs_old on logs (a);
alter table logs_old rename to logs_new;
--! [table] Through ALTER TABLE the index logs_old is locked in ACCESS EXCLUSIVE, and queries of its table wait.
--> create index logs_old on logs (a);
--> alter index logs_old rename to logs_new;

--- made in the same transaction is silent
create index logs_old on logs (a);
alter table logs_old rename to logs_new;
