--- an insert of the new value, the column's type known
create type mood as enum ('ok');
create table people (id bigint, state mood, note text);
--=
alter type mood add value 'sad';
insert into people (id, state) values (1, 'sad');
--! ['sad'#2] 'sad' was added to mood in this transaction: PostgreSQL refuses to use it before the transaction commits.
--> alter type mood add value 'sad';
--> -- file: 0010_use_new_enum_value.sql
--> insert into people (id, state) values (1, 'sad');

--- the same word in another column says nothing
create type mood as enum ('ok');
create table people (id bigint, state mood, note text);
--=
alter type mood add value 'sad';
insert into people (id, note) values (1, 'sad');

--- a default, a cast and a check
create type mood as enum ('ok');
create table people (id bigint, state mood, note text);
--=
alter type mood add value 'sad';
alter table people alter column state set default 'sad';
alter table people add constraint c check (state <> 'sad') not valid;
select 'sad'::mood;
--! ['sad'#2] 'sad' was added to mood in this transaction: PostgreSQL refuses to use it before the transaction commits.
--> alter type mood add value 'sad';
-->
--> alter table people add constraint c check (state <> 'sad') not valid;
--> select 'sad'::mood;
--> -- file: 0010_use_new_enum_value.sql
--> alter table people alter column state set default 'sad';
--! ['sad'#3] 'sad' was added to mood in this transaction: PostgreSQL refuses to use it before the transaction commits.
--> alter type mood add value 'sad';
--> alter table people alter column state set default 'sad';
-->
--> select 'sad'::mood;
--> -- file: 0010_use_new_enum_value.sql
--> alter table people add constraint c check (state <> 'sad') not valid;
--! ['sad'#4] 'sad' was added to mood in this transaction: PostgreSQL refuses to use it before the transaction commits.
--> alter type mood add value 'sad';
--> alter table people alter column state set default 'sad';
--> alter table people add constraint c check (state <> 'sad') not valid;
--> -- file: 0010_use_new_enum_value.sql
--> select 'sad'::mood;

--- an unknown table
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'archived' AFTER 'closed';
UPDATE orders SET status = 'archived' WHERE closed_at < '2020-01-01';
--! warning ['archived'#2] If this is the 'archived' that this transaction added to order_status, PostgreSQL refuses to use it before the transaction commits.
--> ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'archived' AFTER 'closed';
--> -- file: 0010_use_new_enum_value.sql
--> UPDATE orders SET status = 'archived' WHERE closed_at < '2020-01-01';

--- two transactions of the file's own
begin;
alter type mood add value 'sad';
commit;
begin;
update people set state = 'sad' where id = 1;
commit;

--- within the file's own transaction
BEGIN;
ALTER TYPE mood ADD VALUE 'sad';
UPDATE people SET state = 'sad'::mood WHERE id = 1;
COMMIT;
--! ['sad'#2] 'sad' was added to mood in this transaction: PostgreSQL refuses to use it before the transaction commits.
--> BEGIN;
--> ALTER TYPE mood ADD VALUE 'sad';
-->
--> COMMIT;
--> -- file: 0010_use_new_enum_value.sql
--> UPDATE people SET state = 'sad'::mood WHERE id = 1;

--- each statement commits by itself
-- lockstep: no-transaction
alter type mood add value 'sad';
update people set state = 'sad'::mood where id = 1;

--- a type of the same transaction, from 17
create type mood as enum ('ok');
alter type mood add value 'sad';
create table t (state mood default 'sad');

--- {"postgres": 16} a type of the same transaction, up to 16
create type mood as enum ('ok');
alter type mood add value 'sad';
create table t (state mood default 'sad');
--! ['sad'#2] 'sad' was added to mood in this transaction: PostgreSQL refuses to use it before the transaction commits.
--> create type mood as enum ('ok');
--> alter type mood add value 'sad';
--> -- file: 0010_use_new_enum_value.sql
--> create table t (state mood default 'sad');

--- a value of CREATE TYPE itself
create type mood as enum ('ok', 'sad');
create table t (state mood default 'sad');

--- inside a DO block
alter type mood add value 'sad';
do $$ begin
  update people set state = 'sad'::mood where id = 1;
end $$;
--! ['sad'#2] 'sad' was added to mood in this transaction: PostgreSQL refuses to use it before the transaction commits.

--- {"convention": "goose"} goose
-- +goose Up
ALTER TYPE mood ADD VALUE 'sad';
UPDATE people SET state = 'sad'::mood WHERE id = 1;
-- +goose Down
SELECT 1;
--! ['sad'#2] 'sad' was added to mood in this transaction: PostgreSQL refuses to use it before the transaction commits.
--> -- +goose Up
--> ALTER TYPE mood ADD VALUE 'sad';
-->
--> -- +goose Down
--> SELECT 1;
--> -- file: 00010_use_new_enum_value.sql
--> -- +goose Up
--> UPDATE people SET state = 'sad'::mood WHERE id = 1;
-->
--> -- +goose Down

--- {"convention": "golang-migrate"} a text of several statements is one transaction
ALTER TYPE mood ADD VALUE 'sad';
UPDATE people SET state = 'sad'::mood WHERE id = 1;
--! ['sad'#2] 'sad' was added to mood in this transaction: PostgreSQL refuses to use it before the transaction commits.
--> ALTER TYPE mood ADD VALUE 'sad';
--> -- file: 0010_use_new_enum_value.up.sql
--> UPDATE people SET state = 'sad'::mood WHERE id = 1;
--> -- file: 0010_use_new_enum_value.down.sql
