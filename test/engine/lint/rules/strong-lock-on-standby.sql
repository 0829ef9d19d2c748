--- ACCESS EXCLUSIVE
alter table users add column a int;
--! [alter table] ACCESS EXCLUSIVE on users is taken on every standby too, where it cancels queries.

--- less
create index i on users (a);
