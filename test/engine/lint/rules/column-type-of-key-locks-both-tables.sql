--- the referenced column
create table users (id int primary key);
create table orders (id int, user_id int references users);
--=
ALTER TABLE users ALTER COLUMN id TYPE bigint;
--! [TYPE] Changing the key column users.id takes ACCESS EXCLUSIVE on orders too, and checks the foreign key on every row.

--- the referencing column, and free
create table users (name varchar(20) unique);
create table orders (user_name varchar(20) references users (name));
--=
alter table orders alter column user_name type varchar(50);
--! [type] Changing the key column orders.user_name takes ACCESS EXCLUSIVE on users too.

--- another column is silent
create table users (id int primary key, age int);
create table orders (user_id int references users);
--=
alter table users alter column age type bigint;

--- a foreign key to its own table is silent
create table users (id int primary key, boss int references users);
--=
alter table users alter column boss type bigint;

--- new tables are silent
create table users (id int primary key);
create table orders (user_id int references users);
alter table users alter column id type bigint;

--- inside a DO block
create table users (id int primary key);
create table orders (user_id int references users);
--=
do $$ begin alter table orders alter column user_id type bigint; end $$;
--! [type] Changing the key column orders.user_id takes ACCESS EXCLUSIVE on users too, and checks the foreign key on every row.

--- filled by this very migration
create table customers (id integer primary key);
create table orders (id bigint primary key, customer_id integer references customers);
insert into customers select id from old_customers;
alter table customers alter column id type bigint;
--! [type] Changing the key column customers.id takes ACCESS EXCLUSIVE on orders too, and checks the foreign key on every row.

--- two new and empty tables are silent
create table customers (id integer primary key);
create table orders (id bigint primary key, customer_id integer references customers);
alter table customers alter column id type bigint;

--- a few rows of its own
create table authors (id integer primary key);
create table books (id bigint primary key, author_id integer references authors);
insert into authors values (1);
alter table authors alter column id type bigint;
--! [type] Changing the key column authors.id takes ACCESS EXCLUSIVE on books too, and checks the foreign key on every row.
