--- an index after ACCESS EXCLUSIVE
alter table users add column locale text;
create index orders_total on orders (total);
--! [create index] This reads all of orders while the transaction holds ACCESS EXCLUSIVE on users: reads and writes wait until it is done.

--- a query over a table
alter table users add column locale text;
select count(*) from orders;
--! [select count] This reads orders while the transaction holds ACCESS EXCLUSIVE on users: reads and writes wait until it is done.

--- quick statements
alter table users add column locale text;
comment on column users.locale is 'x';
grant select on users to app;

--- the slow one first
create index orders_total on orders (total);
alter table users add column locale text;

--- outside a transaction
-- lockstep: no-transaction
alter table users add column locale text;
create index orders_total on orders (total);

--- a new table's index
alter table users add column locale text;
create table t (id bigint);
create index on t (id);

--- the statement locks that very table as much: its own rule has said it
alter table devices drop constraint devices_pkey;
alter table devices add primary key (uuid, user_uuid);
--! info [alter table#2] This reads all of devices while the transaction holds ACCESS EXCLUSIVE on devices: reads and writes wait until it is done.

--- validation of a constraint of another table that the history does not know
alter table users add column locale text;
alter table orders validate constraint total_check;
--! [alter table#2] This reads all of orders while the transaction holds ACCESS EXCLUSIVE on users: reads and writes wait until it is done.
