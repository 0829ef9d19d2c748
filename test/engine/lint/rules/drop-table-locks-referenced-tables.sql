--- a table with foreign keys
create table users (id bigint primary key);
create table shops (id bigint primary key);
create table orders (user_id bigint references users, shop_id bigint references shops);
--=
DROP TABLE orders;
--! [orders] Dropping orders drops its foreign keys and takes ACCESS EXCLUSIVE on users, shops too.

--- a referenced table with CASCADE
create table users (id bigint primary key);
create table orders (user_id bigint references users);
--=
drop table users cascade;
--! [users] Dropping users drops its foreign keys and takes ACCESS EXCLUSIVE on orders too.

--- a column with a foreign key
create table users (id bigint primary key);
create table orders (id bigint, user_id bigint references users);
--=
alter table orders drop column user_id, drop column id;
--! [drop column user_id] Dropping orders.user_id drops its foreign keys and takes ACCESS EXCLUSIVE on users too.

--- both at once are silent
create table users (id bigint primary key);
create table orders (user_id bigint references users);
--=
drop table orders, users;

--- without foreign keys it is silent
create table orders (id bigint);
--=
drop table orders;

--- a table nobody knows is silent
drop table orders;

--- inside a DO block
create table users (id bigint primary key);
create table orders (user_id bigint references users);
--=
do $$ begin drop table orders; end $$;
--! [orders] Dropping orders drops its foreign keys and takes ACCESS EXCLUSIVE on users too.

--- the other table goes later
create table runs (id int primary key);
create table steps (run_id int references runs);
create table marks (run_id int references runs);
--=
alter table steps drop column run_id;
drop table marks;
drop table runs;

--- two new tables whose rows are committed
-- lockstep: no-transaction
create table users (id bigint primary key);
create table orders (user_id bigint references users);
insert into users values (1);
drop table orders;
--! [orders#2] Dropping orders drops its foreign keys and takes ACCESS EXCLUSIVE on users too.

--- a column of a new table that refers to one in use
create table orders (id bigint primary key, user_id bigint references users);
alter table orders drop column user_id;
--! [drop column user_id] Dropping orders.user_id drops its foreign keys and takes ACCESS EXCLUSIVE on users too.
