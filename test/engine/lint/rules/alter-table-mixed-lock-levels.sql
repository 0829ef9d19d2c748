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

--- a foreign key beside ADD COLUMN
alter table orders add column note text, add constraint fk foreign key (user_id) references users not valid;
--! [references users] A foreign key by itself lets reads of orders go on; here orders is locked in ACCESS EXCLUSIVE, which another subcommand needs, while this waits for its lock on users.

--- a foreign key that is checked at once
alter table orders add column note text, add foreign key (user_id) references users;

--- a foreign key of the new column is silent
alter table orders add column user_id bigint, add foreign key (user_id) references users not valid;

--- a foreign key in place of another is silent
alter table orders drop constraint fk, add constraint fk foreign key (user_id) references users on delete cascade not valid;

--- a foreign key by itself is silent
alter table orders add foreign key (user_id) references users not valid, add foreign key (shop_id) references shops not valid;
