--- side by side
alter table users add column a int;
alter table users add column b int;
--! [alter table users#2] users is altered by the statement before already: together they would need their lock once.
--> alter table users add column a int, add column b int;

--- another table
alter table users add column a int;
alter table orders add column b int;

--- VALIDATE stays apart
alter table users add constraint c check (a > 0) not valid;
alter table users validate constraint c;

--- something in between
alter table users add column a int;
update users set a = 1 where id = 1;
alter table users add column b int;

--- a comment in between
alter table users add column a int;
-- why
alter table users add column b int;
--! [alter table users#2] users is altered by the statement before already: together they would need their lock once.

--- a new table
create table t (id int);
alter table t add column a int;
alter table t add column b int;
