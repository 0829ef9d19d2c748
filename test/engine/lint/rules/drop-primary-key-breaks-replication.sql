--- by constraint and by column
create table users (id bigint primary key, tenant int);
--=
ALTER TABLE users DROP CONSTRAINT users_pkey;
--! [DROP CONSTRAINT users_pkey] This drops the primary key of users: if the table is published, its updates and deletes fail at once for want of a replica identity.

--- the column of the key
create table users (id bigint primary key, tenant int);
--=
alter table users drop column id;
--! [drop column id] This drops the primary key of users: if the table is published, its updates and deletes fail at once for want of a replica identity.

--- a name that tells
alter table users drop constraint users_pkey;
--! [drop constraint users_pkey] This drops the primary key of users: if the table is published, its updates and deletes fail at once for want of a replica identity.

--- the index of the identity
create table users (id bigint primary key, code text not null);
create unique index users_code_idx on users (code);
alter table users replica identity using index users_code_idx;
--=
drop index concurrently users_code_idx;
--! [users_code_idx] users_code_idx is the replica identity of users: without it, updates and deletes of the published table fail.

--- another identity first is silent
alter table users replica identity using index users_uuid_key;
alter table users drop constraint users_pkey;

--- another identity before is silent
create table users (id bigint primary key, code text not null);
alter table users replica identity full;
--=
alter table users drop constraint users_pkey;

--- another key at once is silent
alter table users drop constraint users_pkey, add constraint users_pkey primary key using index users_new_idx;

--- another column is silent
create table users (id bigint primary key, tenant int);
--=
alter table users drop column tenant;

--- a new table is silent
create table users (id bigint primary key);
alter table users drop constraint users_pkey;

--- inside a DO block
do $$ begin alter table users drop constraint users_pkey; end $$;
--! [drop constraint users_pkey] This drops the primary key of users: if the table is published, its updates and deletes fail at once for want of a replica identity.

--- published by this very migration
create table carts (id bigint constraint carts_pkey primary key);
create publication cdc for table carts;
alter table carts drop constraint carts_pkey;
--! [drop constraint carts_pkey] This drops the primary key of carts: if the table is published, its updates and deletes fail at once for want of a replica identity.

--- a new table that nobody publishes is silent
create table carts (id bigint constraint carts_pkey primary key);
alter table carts drop constraint carts_pkey;

--- the constraint or column of the identity
create table a (id int not null, u int not null, constraint a_u unique (u));
alter table a replica identity using index a_u;
--= an earlier migration
alter table a drop constraint a_u;
alter table a drop column u;
--! [drop constraint a_u] This drops a_u, the replica identity of a: without it, updates and deletes of the published table fail.

--- the identity of a new table
create table a (id int primary key, u int not null);
create unique index a_u on a (u);
alter table a replica identity using index a_u;
drop index a_u;
--! [a_u#3] a_u is the replica identity of a: without it, updates and deletes of the published table fail.
