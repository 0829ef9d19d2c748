--- a check on the column
create table users (email varchar(50) constraint email_set check (email <> ''), name varchar(10));
--=
ALTER TABLE users ALTER COLUMN email TYPE varchar(100);
--! [TYPE] Changing users.email checks email_set on every row while ACCESS EXCLUSIVE blocks reads and writes of users.

--- a column without a check is silent
create table users (email varchar(50) check (email <> ''), name varchar(10));
--=
alter table users alter column name type varchar(20);

--- a check on a table that the history does not create
alter table users add column code varchar(5);
alter table users add constraint code_upper check (code = upper(code)) not valid;
--=
alter table users alter column code type varchar(10);
--! [type] Changing users.code checks code_upper on every row while ACCESS EXCLUSIVE blocks reads and writes of users.

--- a rewrite is another rule's
create table users (age int check (age > 0));
--=
alter table users alter column age type bigint;

--- a new table is silent
create table users (email varchar(50) check (email <> ''));
alter table users alter column email type varchar(100);

--- inside a DO block
create table users (email varchar(50) constraint email_set check (email <> ''));
--=
do $$ begin alter table users alter column email type text; end $$;
--! [type] Changing users.email checks email_set on every row while ACCESS EXCLUSIVE blocks reads and writes of users.

--- filled by this very migration
create table coupons (id bigint primary key, code varchar(10), constraint code_upper check (code = upper(code)));
insert into coupons select id, code from old_coupons;
alter table coupons alter column code type varchar(32);
--! [type] Changing coupons.code checks code_upper on every row that this migration has just put there.

--- over a few rows of its own
create table codes (id bigint primary key, code varchar(8) check (code <> ''));
insert into codes values (1, 'a');
alter table codes alter column code type varchar(32);
--! [type] Changing codes.code checks codes_code_check on every row that this migration has just put there.
