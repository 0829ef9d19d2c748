--- a column and its values
alter table users add column locale text;
update users set locale = 'en' where locale is null;
--! [update] This UPDATE runs while the transaction holds ACCESS EXCLUSIVE on users: reads and writes wait until it is done.
--> alter table users add column locale text;
--> -- file: 0010_backfill.sql
--> update users set locale = 'en' where locale is null;

--- in two transactions
begin;
alter table users add column locale text;
commit;
begin;
update users set locale = 'en' where locale is null;
commit;

--- outside a transaction
-- lockstep: no-transaction
alter table users add column locale text;
update users set locale = 'en' where locale is null;

--- one row
alter table users add column locale text;
update users set locale = 'en' where id = 1;

--- a new table
create table t (id int);
alter table t add column a int;
update t set a = 1;

--- {"convention": "goose"} goose
-- +goose Up
ALTER TABLE users ADD COLUMN locale text;
UPDATE users SET locale = 'en';
-- +goose Down
ALTER TABLE users DROP COLUMN locale;
--! [UPDATE] This UPDATE runs while the transaction holds ACCESS EXCLUSIVE on users: reads and writes wait until it is done.
--> -- +goose Up
--> ALTER TABLE users ADD COLUMN locale text;
-->
--> -- +goose Down
--> ALTER TABLE users DROP COLUMN locale;
--> -- file: 00010_backfill.sql
--> -- +goose Up
--> UPDATE users SET locale = 'en';
-->
--> -- +goose Down

--- in a DO block outside of transactions
-- lockstep: no-transaction
do $$
begin
  alter table users add column a int;
  update users set a = 1 where b > 5;
end
$$;
--! [update] This UPDATE runs while the transaction holds ACCESS EXCLUSIVE on users: reads and writes wait until it is done.

--- what stands behind it needs what it did
alter table users add column locale text;
update users set locale = p.locale from profiles p where p.user_id = users.id;
create index users_locale_idx on users (locale);
alter table profiles drop column locale;
--! [update] This UPDATE runs while the transaction holds ACCESS EXCLUSIVE on users: reads and writes wait until it is done.
