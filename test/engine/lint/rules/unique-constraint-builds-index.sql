--- a unique constraint
alter table users add constraint users_email_key unique (email);
--! [constraint users_email_key unique] Adding unique constraint users_email_key builds its index while ACCESS EXCLUSIVE blocks reads and writes of users.
--> -- lockstep: no-transaction
--> create unique index concurrently users_email_key on users (email);
--> -- file: 0010_add_users_email_key.up.sql
--> alter table users add constraint users_email_key unique using index users_email_key;
--> -- file: 0010_add_users_email_key.down.sql
--> alter table users drop constraint users_email_key;

--- without a name, with more to it
ALTER TABLE app.users ADD UNIQUE NULLS NOT DISTINCT (email, "Tenant") INCLUDE (id) DEFERRABLE INITIALLY DEFERRED;
--! [UNIQUE] Adding this unique constraint builds its index while ACCESS EXCLUSIVE blocks reads and writes of app.users.
--> -- lockstep: no-transaction
--> CREATE UNIQUE INDEX CONCURRENTLY "users_email_Tenant_key" ON app.users (email, "Tenant") INCLUDE (id) NULLS NOT DISTINCT;
--> -- file: 0010_add_users_email_Tenant_key.up.sql
--> ALTER TABLE app.users ADD CONSTRAINT "users_email_Tenant_key" UNIQUE USING INDEX "users_email_Tenant_key" DEFERRABLE INITIALLY DEFERRED;
--> -- file: 0010_add_users_email_Tenant_key.down.sql
--> ALTER TABLE app.users DROP CONSTRAINT "users_email_Tenant_key";

--- among other statements
alter table users add column email text;
alter table users add constraint users_email_key unique (email);
--! [constraint users_email_key unique] Adding unique constraint users_email_key builds its index while ACCESS EXCLUSIVE blocks reads and writes of users.
--> alter table users add column email text;
--> -- file: 0010_add_users_email_key_1.up.sql
--> -- lockstep: no-transaction
--> create unique index concurrently users_email_key on users (email);
--> -- file: 0010_add_users_email_key_1.down.sql
--> drop index concurrently users_email_key;
--> -- file: 0010_add_users_email_key_2.up.sql
--> alter table users add constraint users_email_key unique using index users_email_key;
--> -- file: 0010_add_users_email_key_2.down.sql
--> alter table users drop constraint users_email_key;

--- among other clauses
alter table users add column email text, add constraint users_email_key unique (email);
--! [constraint users_email_key unique] Adding unique constraint users_email_key builds its index while ACCESS EXCLUSIVE blocks reads and writes of users.
--> alter table users add column email text;
--> -- file: 0010_add_users_email_key_1.up.sql
--> -- lockstep: no-transaction
--> create unique index concurrently users_email_key on users (email);
--> -- file: 0010_add_users_email_key_1.down.sql
--> drop index concurrently users_email_key;
--> -- file: 0010_add_users_email_key_2.up.sql
--> alter table users add constraint users_email_key unique using index users_email_key;
--> -- file: 0010_add_users_email_key_2.down.sql
--> alter table users drop constraint users_email_key;

--- a primary key over a column that may be null
create table users (id bigint);
--=
alter table users add primary key (id);
--! [primary key] Adding this primary key builds its index while ACCESS EXCLUSIVE blocks reads and writes of users, and reads every row because id may be NULL.

--- a primary key over a column that can't be null
create table users (id bigint not null);
--=
alter table users add primary key (id);
--! [primary key] Adding this primary key builds its index while ACCESS EXCLUSIVE blocks reads and writes of users.
--> -- lockstep: no-transaction
--> create unique index concurrently users_pkey on users (id);
--> -- file: 0010_add_users_pkey.up.sql
--> alter table users add constraint users_pkey primary key using index users_pkey;
--> -- file: 0010_add_users_pkey.down.sql
--> alter table users drop constraint users_pkey;

--- a primary key on a table that the history does not create
alter table users add constraint users_pkey primary key (id);
--! [constraint users_pkey primary key] Adding primary key users_pkey builds its index while ACCESS EXCLUSIVE blocks reads and writes of users.

--- at a new column
alter table users add column email text constraint email_once unique default 'x';
--! [constraint email_once unique] Adding unique constraint email_once builds its index while ACCESS EXCLUSIVE blocks reads and writes of users.

--- using an index is silent
alter table users add constraint users_email_key unique using index users_email_key;

--- a new table is silent
create table users (id bigint);
alter table users add primary key (id);

--- a partitioned table
create table events (id bigint, at date) partition by range (at);
--=
alter table events add unique (id, at);
--! [unique] Adding this unique constraint builds its index while ACCESS EXCLUSIVE blocks reads and writes of events.

--- inside a DO block
do $$ begin alter table users add constraint users_email_key unique (email); end $$;
--! [constraint users_email_key unique] Adding unique constraint users_email_key builds its index while ACCESS EXCLUSIVE blocks reads and writes of users.

--- {"convention": "dbmate"} outside a transaction in dbmate
-- migrate:up
alter table users add constraint users_email_key unique (email);
-- migrate:down
alter table users drop constraint users_email_key;
--! [constraint users_email_key unique] Adding unique constraint users_email_key builds its index while ACCESS EXCLUSIVE blocks reads and writes of users.
--> -- migrate:up transaction:false
--> create unique index concurrently users_email_key on users (email);
--> -- migrate:down
--> alter table users drop constraint users_email_key;
--> -- file: 20240601000000_add_users_email_key.sql
--> -- migrate:up
--> alter table users add constraint users_email_key unique using index users_email_key;
-->
--> -- migrate:down
--> alter table users drop constraint users_email_key;

--- {"convention": "flyway"} outside a transaction in Flyway
alter table users add constraint users_email_key unique (email);
--! [constraint users_email_key unique] Adding unique constraint users_email_key builds its index while ACCESS EXCLUSIVE blocks reads and writes of users.
--> create unique index concurrently users_email_key on users (email);
--> -- file: V9__case.sql.conf
--> executeInTransaction=false
--> -- file: V10__add_users_email_key.sql
--> alter table users add constraint users_email_key unique using index users_email_key;

--- {"convention": "goose"} outside a transaction in goose
-- +goose Up
alter table users add constraint users_email_key unique (email);
--! [constraint users_email_key unique] Adding unique constraint users_email_key builds its index while ACCESS EXCLUSIVE blocks reads and writes of users.
--> -- +goose NO TRANSACTION
--> -- +goose Up
--> create unique index concurrently users_email_key on users (email);
--> -- file: 00010_add_users_email_key.sql
--> -- +goose Up
--> alter table users add constraint users_email_key unique using index users_email_key;
-->
--> -- +goose Down
--> alter table users drop constraint users_email_key;

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint primary key, a int);
insert into t values (1, 2);
alter table t add unique (a);
--! [unique] Adding this unique constraint builds its index while ACCESS EXCLUSIVE blocks reads and writes of t.
--> -- lockstep: no-transaction
--> create table t (id bigint primary key, a int);
--> insert into t values (1, 2);
--> -- file: 0010_add_t_a_key_1.up.sql
--> -- lockstep: no-transaction
--> create unique index concurrently t_a_key on t (a);
--> -- file: 0010_add_t_a_key_1.down.sql
--> drop index concurrently t_a_key;
--> -- file: 0010_add_t_a_key_2.up.sql
--> alter table t add constraint t_a_key unique using index t_a_key;
--> -- file: 0010_add_t_a_key_2.down.sql
--> alter table t drop constraint t_a_key;
