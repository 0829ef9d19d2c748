--- two tables
alter table users add column locale text;
alter table orders add column note text;
--! [alter table#2] This waits for ACCESS EXCLUSIVE on orders while the transaction holds ACCESS EXCLUSIVE on users: reads and writes there wait too.

--- one table
alter table users add column locale text;
alter table users add column zone text;

--- a new table
create table t (id bigint);
alter table users add column locale text;

--- outside a transaction
-- lockstep: no-transaction
alter table users add column locale text;
alter table orders add column note text;

--- what a foreign key locks besides
alter table orders add column user_id bigint;
alter table orders add constraint fk foreign key (user_id) references users (id) not valid;

--- after a table that is dropped is silent: who still reads it fails anyway
drop table logs;
drop table old_logs;

--- a DO block outside of transactions is one
-- lockstep: no-transaction
do $$
begin
  alter table users add column a int;
  alter table orders add column a int;
end
$$;
alter table users add column b int;
do $$
begin
  alter table orders add column b int;
  commit;
  alter table users add column c int;
end
$$;
--! [alter table#2] This waits for ACCESS EXCLUSIVE on orders while the transaction holds ACCESS EXCLUSIVE on users: reads and writes there wait too.

--- an index that was dropped stands for its table
create table users (id bigint primary key, a int);
create index users_a on users (a);
--=
drop index users_a;
alter table orders add column note text;
--! [alter table] This waits for ACCESS EXCLUSIVE on orders while the transaction holds ACCESS EXCLUSIVE on users: reads and writes there wait too.

--- one nobody knows stands for itself
drop index users_a;
alter table orders add column note text;
--! [alter table] This waits for ACCESS EXCLUSIVE on orders while the transaction holds ACCESS EXCLUSIVE on users_a: reads and writes there wait too.

--- one that goes in the same migration
alter table logs drop constraint logs_user_fkey;
alter table marks drop constraint marks_user_fkey;
drop table logs, marks;
