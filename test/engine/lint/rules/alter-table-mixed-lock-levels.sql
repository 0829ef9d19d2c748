--- VALIDATE beside ADD COLUMN
-- lockstep: no-transaction
ALTER TABLE orders VALIDATE CONSTRAINT total_check, ADD COLUMN note text;
--! [VALIDATE CONSTRAINT total_check] orders is read in full under ACCESS EXCLUSIVE, which another subcommand of this statement needs; by itself VALIDATE lets reads and writes go on.
--> -- lockstep: no-transaction
--> ALTER TABLE orders ADD COLUMN note text;
--> ALTER TABLE orders VALIDATE CONSTRAINT total_check;

--- in a transaction
alter table orders add column note text, validate constraint total_check;
--! [validate constraint total_check] orders is read in full under ACCESS EXCLUSIVE, which another subcommand of this statement needs; by itself VALIDATE lets reads and writes go on.
--> alter table orders add column note text;
--> -- file: 0010_validate_constraint.sql
--> alter table orders validate constraint total_check;

--- apart
alter table orders validate constraint total_check;
alter table orders add column note text;

--- statistics
alter table orders alter column a set statistics 500, add column note text;
--! info [alter column a set statistics 500] This needs SHARE UPDATE EXCLUSIVE only, but runs under the ACCESS EXCLUSIVE of another subcommand of this statement.

--- two that need little
alter table orders validate constraint a, validate constraint b;

--- a new table
create table t (a int);
alter table t add column b int, alter column a set statistics 10;
