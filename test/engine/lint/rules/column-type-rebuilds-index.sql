--- an expression index and a partial one
create table users (email varchar(50), name text);
create index users_email_idx on users (lower(email));
create index users_name_idx on users (name) where email is not null;
create index users_plain_idx on users (email);
--=
ALTER TABLE users ALTER COLUMN email TYPE varchar(100);
--! [TYPE] This change of users.email builds users_email_idx, users_name_idx anew while ACCESS EXCLUSIVE blocks reads and writes of users.

--- a collation
create table users (name text);
create index users_name_idx on users (name);
--=
alter table users alter column name type text collate "C";
--! [collate] This change of users.name builds users_name_idx anew while ACCESS EXCLUSIVE blocks reads and writes of users and changes the order of its values.

--- a collation on a table that the history does not create
alter table users alter column name type text collate "de_DE";
--! [collate] This change of the collation of users.name builds every index on it anew under ACCESS EXCLUSIVE and changes the order of its values.

--- a collation without an index
create table users (name text);
--=
alter table users alter column name type text collate "C";
--! [collate] This change of the collation of users.name changes the order of its values.

--- timestamptz in UTC keeps the table and not the index
create table users (at timestamp);
create index users_at_idx on users (at);
--=
set local timezone = 'UTC';
alter table users alter column at type timestamptz;
--! [type] This change of users.at builds users_at_idx anew while ACCESS EXCLUSIVE blocks reads and writes of users.

--- a rewrite is another rule's
create table users (id int);
create index users_id_idx on users ((id + 1));
--=
alter table users alter column id type bigint;

--- a plain index is silent
create table users (email varchar(50) unique);
--=
alter table users alter column email type text;

--- a new table is silent
create table users (name text);
create index users_name_idx on users (name);
alter table users alter column name type text collate "C";

--- filled by this very migration
create table members (id bigint primary key, email varchar(100));
create unique index members_email_key on members (lower(email));
insert into members select id, email from old_members;
alter table members alter column email type varchar(320);
--! [type] This change of members.email builds members_email_key anew over the rows that this migration has just put there.

--- created here without rows is silent
create table members (id bigint primary key, email varchar(100));
create unique index members_email_key on members (lower(email));
alter table members alter column email type varchar(320);

--- over a few rows of its own
create table words (id bigint primary key, word text not null);
create index words_word_idx on words (word);
insert into words values (1, 'a');
alter table words alter column word type text collate "C";
--! [collate] This change of words.word builds words_word_idx anew over the rows that this migration has just put there.
