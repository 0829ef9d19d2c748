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

--- a primary key or a unique index keeps it unique
create table likes (id bigint primary key, post_id bigint, person_id bigint, constraint likes_once unique (post_id, person_id));
create table mails (id bigint primary key, address text constraint mails_address_key unique);
create table codes (code text constraint codes_code_key unique);
create unique index codes_code_idx on codes (code);
--=
alter table likes drop constraint likes_pkey, add primary key (person_id, post_id), drop constraint likes_once;
alter table mails drop constraint mails_address_key;
create unique index mails_address_idx on mails (address);
alter table codes drop constraint codes_code_key;

--- other columns, fewer rows
create table likes (id bigint, post_id bigint, person_id bigint, constraint likes_once unique (post_id));
create table mails (address text constraint mails_address_key unique, gone boolean);
--=
alter table likes add primary key (person_id, post_id), drop constraint likes_once;
alter table mails drop constraint mails_address_key;
create unique index mails_address_idx on mails (address) where not gone;
--! [drop constraint] Dropping unique constraint likes_once lets in rows of likes that it kept out, and drops its index.
--! [drop constraint#2] Dropping unique constraint mails_address_key lets in rows of mails that it kept out, and drops its index.
