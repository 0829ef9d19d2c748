--- required, without a default
ALTER TABLE users ADD COLUMN email text NOT NULL;
--! [NOT NULL] Adding users.email as NOT NULL without a default fails if users has a row.
--> ALTER TABLE users ADD COLUMN email text;

--- a default of NULL is none
alter table users add column email text default null not null;
--! [not null] Adding users.email as NOT NULL without a default fails if users has a row.
--> alter table users add column email text default null;

--- a primary key
alter table users add column id bigint primary key;
--! [primary key] Adding users.id as PRIMARY KEY without a default fails if users has a row.

--- with a value
alter table users add column a text not null default '', add column b bigserial not null, add column c int generated always as identity,
  add column d int not null generated always as (1) stored;

--- a domain's default
create domain email as text default 'none';
--=
alter table users add column contact email not null;

--- a new table is silent
create table users (id int);
alter table users add column email text not null;

--- a new table with rows
create table users (id int);
insert into users values (1);
--=
alter table users add column email text not null;
--! [not null] Adding users.email as NOT NULL without a default fails if users has a row.
--> alter table users add column email text;

--- inside a DO block
do $$ begin alter table users add column email text not null; end $$;
--! [not null] Adding users.email as NOT NULL without a default fails if users has a row.
--> do $$ begin alter table users add column email text; end $$;

--- emptied in the same transaction
truncate logs;
alter table logs add column kind text not null;
delete from profiles;
alter table profiles add column kind text not null;
truncate marks;
insert into marks select id from users;
alter table marks add column kind text not null;
--! warning [not null#2] Adding profiles.kind as NOT NULL without a default fails if profiles has a row.
--> truncate logs;
--> alter table logs add column kind text not null;
--> delete from profiles;
--> alter table profiles add column kind text;
--> truncate marks;
--> insert into marks select id from users;
--> alter table marks add column kind text not null;
--! [not null#3] Adding marks.kind as NOT NULL without a default fails if marks has a row.
--> truncate logs;
--> alter table logs add column kind text not null;
--> delete from profiles;
--> alter table profiles add column kind text not null;
--> truncate marks;
--> insert into marks select id from users;
--> alter table marks add column kind text;

--- a new table with rows fails all the same
create table t (id bigint primary key, a int);
insert into t values (1, 2);
alter table t add column b int not null;
--! [not null] Adding t.b as NOT NULL without a default fails if t has a row.
--> create table t (id bigint primary key, a int);
--> insert into t values (1, 2);
--> alter table t add column b int;
