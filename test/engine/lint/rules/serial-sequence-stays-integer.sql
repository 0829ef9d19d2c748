--- a serial column
create table users (id serial primary key);
--=
ALTER TABLE users ALTER COLUMN id TYPE bigint;

--- in another schema
create table app.users (id smallserial primary key);
--=
alter table app.users alter column id set data type int8;

--- even in the same migration
create table users (id serial primary key);
alter table users alter column id type bigint;

--- the sequence too is silent
create table users (id serial primary key);
--=
alter table users alter column id type bigint;
alter sequence users_id_seq as bigint;

--- the sequence before is silent
create table users (id serial primary key);
--=
alter sequence users_id_seq as bigint;
alter table users alter column id type bigint;

--- bigserial and identity are silent
create table users (a bigserial, b int generated always as identity);
--=
alter table users alter column a type bigint, alter column b type bigint;

--- inside a DO block
create table users (id serial primary key);
--=
do $$ begin alter table users alter column id type bigint; end $$;
