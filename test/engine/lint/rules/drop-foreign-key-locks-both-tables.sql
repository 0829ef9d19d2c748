--- a foreign key of the history
create table users (id bigint primary key);
create table orders (user_id bigint, constraint belongs foreign key (user_id) references users);
--=
ALTER TABLE orders DROP CONSTRAINT IF EXISTS belongs;
--! [DROP CONSTRAINT] Dropping foreign key belongs takes ACCESS EXCLUSIVE on users as well as on orders.

--- a name that tells
alter table orders drop constraint orders_user_id_fkey;
alter table orders drop constraint "FK_orders_users";
--! [drop constraint] If orders_user_id_fkey is a foreign key, dropping it takes ACCESS EXCLUSIVE on the table it refers to as well as on orders.
--! [drop constraint#2] If FK_orders_users is a foreign key, dropping it takes ACCESS EXCLUSIVE on the table it refers to as well as on orders.

--- other constraints are silent
create table orders (total int constraint total_fk check (total > 0));
--=
alter table orders drop constraint total_fk;
alter table users drop constraint users_email_key;

--- a key to its own table is silent
create table users (id bigint primary key, boss bigint constraint boss_fkey references users);
--=
alter table users drop constraint boss_fkey;

--- a new table that refers to one in use
create table orders (user_id bigint constraint belongs references users);
alter table orders drop constraint belongs;
--! [drop constraint] Dropping foreign key belongs takes ACCESS EXCLUSIVE on users as well as on orders.

--- inside a DO block
do $$ begin alter table orders drop constraint orders_user_id_fkey; end $$;
--! [drop constraint] If orders_user_id_fkey is a foreign key, dropping it takes ACCESS EXCLUSIVE on the table it refers to as well as on orders.

--- two new tables are silent
create table users (id bigint primary key);
create table orders (user_id bigint constraint belongs references users);
alter table orders drop constraint belongs;

--- the other table goes later
create table runs (id int primary key);
create table steps (run_id int constraint steps_run_fkey references runs);
--=
alter table steps drop constraint steps_run_fkey;
drop table runs;

--- two new tables whose rows are committed
-- lockstep: no-transaction
create table users (id bigint primary key);
create table orders (user_id bigint constraint belongs references users);
insert into users values (1);
alter table orders drop constraint belongs;
--! [drop constraint] Dropping foreign key belongs takes ACCESS EXCLUSIVE on users as well as on orders.
