--- four
alter table t add column a int;
alter table t add column b int;
alter table t add column c int;
alter table t add column d int;
--! [alter table#4] This is strong lock number 4 on t in one migration.

--- three
alter table t add column a int;
alter table t add column b int;
alter table t add column c int;
