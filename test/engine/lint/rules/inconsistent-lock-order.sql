--- two transactions, two orders
begin;
lock table users in share mode;
lock table orders in share mode;
commit;
begin;
lock table orders in share mode;
lock table users in share mode;
commit;
--! [lock table#4] This locks users after orders, where another transaction of this file locks orders after users: side by side they can deadlock.

--- one order
begin;
alter table users add column a int;
alter table orders add column a int;
commit;
begin;
alter table users add column b int;
alter table orders add column b int;
commit;

--- outside transactions
-- lockstep: no-transaction
alter table users add column a int;
alter table orders add column a int;
alter table users add column b int;
