--- a serial column
create table users (id serial primary key);
--=
ALTER TABLE users ALTER COLUMN id TYPE bigint;
--! [TYPE] The sequence users_id_seq stays integer and ends at 2147483647, though users.id becomes bigint.
--> ALTER TABLE users ALTER COLUMN id TYPE bigint;
--> ALTER SEQUENCE users_id_seq AS bigint;

--- in another schema
create table app.users (id smallserial primary key);
--=
alter table app.users alter column id set data type int8;
--! [type] The sequence app.users_id_seq stays smallint and ends at 32767, though app.users.id becomes bigint.
--> alter table app.users alter column id set data type int8;
--> alter sequence app.users_id_seq as bigint;

--- even in the same migration
create table users (id serial primary key);
alter table users alter column id type bigint;
--! [type] The sequence users_id_seq stays integer and ends at 2147483647, though users.id becomes bigint.
--> create table users (id serial primary key);
--> alter table users alter column id type bigint;
--> alter sequence users_id_seq as bigint;

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
--! [type] The sequence users_id_seq stays integer and ends at 2147483647, though users.id becomes bigint.
