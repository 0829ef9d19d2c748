--- an UPDATE, then an ALTER TABLE
update users set a = 1 where id = 1;
alter table users add column b int;
--! [alter table] This asks for ACCESS EXCLUSIVE on users, where the transaction holds ROW EXCLUSIVE: two such transactions deadlock.

--- the strong lock first
alter table users add column b int;
update users set a = 1 where id = 1;

--- another table
update users set a = 1 where id = 1;
alter table orders add column b int;

--- outside a transaction
-- lockstep: no-transaction
update users set a = 1 where id = 1;
alter table users add column b int;
