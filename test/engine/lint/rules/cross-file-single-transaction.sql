--- {"scope": "batch"} a constraint of an earlier file
create table t (a int);
alter table t add constraint c check (a > 0) not valid;
--=
alter table t validate constraint c;
--! [validate constraint c] The tool runs all pending migrations in one transaction: applied together with the one that adds c, this reads t under its strong lock.

--- one transaction a file
create table t (a int);
alter table t add constraint c check (a > 0) not valid;
--=
alter table t validate constraint c;
