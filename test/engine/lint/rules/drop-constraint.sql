--- known ones
create table users (email text constraint users_email_key unique, age int constraint age_check check (age > 0));
--=
ALTER TABLE users DROP CONSTRAINT users_email_key, DROP CONSTRAINT age_check;
--! [DROP CONSTRAINT] Dropping unique constraint users_email_key lets in rows of users that it kept out, and drops its index.
--! [DROP CONSTRAINT#2] Dropping check constraint age_check lets in rows of users that it kept out.

--- one nobody knows
alter table users drop constraint if exists users_age_check;
--! [drop constraint] Dropping users_age_check lets in rows of users that it kept out.

--- added again
create table users (age int constraint age_check check (age > 0), email text constraint users_email_key unique);
--=
alter table users drop constraint age_check, add constraint age_check check (age > 17) not valid;
alter table users drop constraint users_email_key;
alter table users add constraint users_email_unique unique using index users_email_idx;

--- others have rules of their own
create table users (id bigint primary key, boss bigint references users);
--=
alter table users drop constraint users_boss_fkey;
alter table users drop constraint users_pkey;
alter table orders drop constraint orders_user_id_fkey;

--- a proof that has done its work
create table users (email text, constraint email_set check (email is not null));
--=
alter table users alter email set not null;
alter table users drop constraint email_set;

--- a proof nobody knows that has done its work
alter table users alter email set not null;
alter table users drop constraint users_email_not_null;

--- a new table is silent
create table users (age int constraint age_check check (age > 0));
alter table users drop constraint age_check;

--- inside a DO block
do $$ begin alter table users drop constraint users_age_check; end $$;
--! [drop constraint] Dropping users_age_check lets in rows of users that it kept out.
