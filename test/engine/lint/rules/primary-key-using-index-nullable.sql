--- a column that may be NULL
create table users (id bigint, name text);
create unique index users_pkey on users (id);
--=
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;
--! [PRIMARY KEY] This primary key reads all of users under ACCESS EXCLUSIVE, because id may be NULL.

--- a column nobody knows
create unique index concurrently users_pkey on users (id);
--=
alter table users add primary key using index users_pkey;
--! [primary key] This primary key reads all of users under ACCESS EXCLUSIVE unless id is NOT NULL already.

--- an index nobody knows
alter table users add constraint users_pkey primary key using index users_id_idx;
--! [primary key] This primary key reads all of users under ACCESS EXCLUSIVE unless its columns are NOT NULL already.

--- NOT NULL is silent
create table users (id bigint not null);
create unique index users_pkey on users (id);
--=
alter table users add constraint users_pkey primary key using index users_pkey;

--- a validated check is silent
create unique index concurrently users_pkey on users (id);
alter table users add constraint id_set check (id is not null) not valid;
--=
alter table users validate constraint id_set;
--=
alter table users add constraint users_pkey primary key using index users_pkey;

--- a unique constraint is silent
alter table users add constraint users_email_key unique using index users_email_key;

--- a new table is silent
create table users (id bigint);
create unique index users_pkey on users (id);
alter table users add constraint users_pkey primary key using index users_pkey;

--- inside a DO block
do $$ begin alter table users add constraint users_pkey primary key using index users_id_idx; end $$;
--! [primary key] This primary key reads all of users under ACCESS EXCLUSIVE unless its columns are NOT NULL already.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint);
insert into t values (1);
create unique index concurrently t_id on t (id);
alter table t add primary key using index t_id;
--! [primary key] This primary key reads all of t under ACCESS EXCLUSIVE, because id may be NULL.
