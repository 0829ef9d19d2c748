--- a check on an existing table
alter table orders add constraint orders_total_check check (total >= 0);
--! [constraint orders_total_check check] Adding check constraint orders_total_check reads all of orders while ACCESS EXCLUSIVE blocks its reads and writes.
--> alter table orders add constraint orders_total_check check (total >= 0) not valid;
--> -- file: 0010_validate_orders_total_check.sql
--> alter table orders validate constraint orders_total_check;

--- a check without a name
ALTER TABLE orders ADD CHECK (total >= 0);
--! [CHECK] Adding this check constraint reads all of orders while ACCESS EXCLUSIVE blocks its reads and writes.
--> ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
--> -- file: 0010_validate_orders_total_check.sql
--> ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;

--- a foreign key
alter table shop.orders
  add constraint orders_user_fkey foreign key (user_id) references shop.users (id) on delete cascade;
--! [constraint orders_user_fkey foreign key] Adding foreign key orders_user_fkey checks every row of shop.orders while SHARE ROW EXCLUSIVE blocks writes to shop.orders and shop.users.
--> alter table shop.orders
-->   add constraint orders_user_fkey foreign key (user_id) references shop.users (id) on delete cascade not valid;
--> -- file: 0010_validate_orders_user_fkey.sql
--> alter table shop.orders validate constraint orders_user_fkey;

--- a foreign key without a name
alter table orders add foreign key (user_id) references users;
--! [foreign key] Adding this foreign key checks every row of orders while SHARE ROW EXCLUSIVE blocks writes to orders and users.
--> alter table orders add constraint orders_user_id_fkey foreign key (user_id) references users not valid;
--> -- file: 0010_validate_orders_user_id_fkey.sql
--> alter table orders validate constraint orders_user_id_fkey;

--- an inline check on a new column
ALTER TABLE orders ADD COLUMN total int DEFAULT 0 CONSTRAINT total_positive CHECK (total >= 0) NOT NULL;
--! [CONSTRAINT total_positive CHECK (total >= 0)] Adding check constraint total_positive reads all of orders while ACCESS EXCLUSIVE blocks its reads and writes.
--> ALTER TABLE orders ADD COLUMN total int DEFAULT 0 NOT NULL, ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;
--> -- file: 0010_validate_total_positive.sql
--> ALTER TABLE orders VALIDATE CONSTRAINT total_positive;

--- an inline foreign key on a column with a default
alter table orders add column shop_id bigint default 1 references shops (id);
--! [references shops (id)] Adding this foreign key with a filled column checks every row of orders while ACCESS EXCLUSIVE blocks its reads and writes.
--> alter table orders add column shop_id bigint default 1, add constraint orders_shop_id_fkey foreign key (shop_id) references shops (id) not valid;
--> -- file: 0010_validate_orders_shop_id_fkey.sql
--> alter table orders validate constraint orders_shop_id_fkey;

--- an inline foreign key on a column without values is not checked
alter table orders add column shop_id bigint references shops (id);
alter table orders add column shop_id bigint default null references shops (id);

--- not valid is silent
alter table orders add constraint orders_total_check check (total >= 0) not valid;
alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id) not valid;

--- a table made in this migration is silent
create table orders (id bigint, total int, user_id bigint);
alter table orders add check (total >= 0), add foreign key (user_id) references users (id);

--- a table filled in this migration is not harmless
create table orders as select * from old_orders;

--- a temporary table is silent
create temp table scratch (a int);
alter table scratch add check (a > 0);

--- {"postgres": 18} not enforced is silent
alter table orders add constraint c check (total >= 0) not enforced;

--- {"postgres": 17} a foreign key on a partitioned table before 18
create table events (id bigint, user_id bigint) partition by hash (id);
--=
alter table events add constraint events_user_fkey foreign key (user_id) references users (id);
--! [constraint events_user_fkey foreign key] Adding foreign key events_user_fkey checks every row of events while SHARE ROW EXCLUSIVE blocks writes to events and users.

--- inside a DO block
do $$
begin
  alter table orders add constraint orders_total_check check (total >= 0);
end
$$;
--! [constraint orders_total_check check] Adding check constraint orders_total_check reads all of orders while ACCESS EXCLUSIVE blocks its reads and writes.
--> do $$
--> begin
-->   alter table orders add constraint orders_total_check check (total >= 0) not valid;
--> end
--> $$;
--> -- file: 0010_validate_orders_total_check.sql
--> alter table orders validate constraint orders_total_check;

--- {"convention": "dbmate"} follow-up migration of dbmate
-- migrate:up
alter table orders add constraint orders_total_check check (total >= 0);
-- migrate:down
alter table orders drop constraint orders_total_check;
--! [constraint orders_total_check check] Adding check constraint orders_total_check reads all of orders while ACCESS EXCLUSIVE blocks its reads and writes.
--> -- migrate:up
--> alter table orders add constraint orders_total_check check (total >= 0) not valid;
--> -- migrate:down
--> alter table orders drop constraint orders_total_check;
--> -- file: 20240601000000_validate_orders_total_check.sql
--> -- migrate:up
--> alter table orders validate constraint orders_total_check;
-->
--> -- migrate:down

--- a new table with few rows that are committed
-- lockstep: no-transaction
begin;
create table t (id bigint primary key, a int);
insert into t values (1, 2);
commit;
begin;
alter table t add constraint c check (a > 0);
commit;
--! [constraint c check] Adding check constraint c reads all of t while ACCESS EXCLUSIVE blocks its reads and writes.
--> -- lockstep: no-transaction
--> begin;
--> create table t (id bigint primary key, a int);
--> insert into t values (1, 2);
--> commit;
--> begin;
--> alter table t add constraint c check (a > 0) not valid;
--> commit;
--> -- file: 0010_validate_c.sql
--> alter table t validate constraint c;

--- two new tables whose rows are committed
-- lockstep: no-transaction
create table users (id bigint primary key);
insert into users values (1);
create table orders (user_id bigint);
insert into orders values (1);
alter table orders add foreign key (user_id) references users;
--! [foreign key] Adding this foreign key checks every row of orders while SHARE ROW EXCLUSIVE blocks writes to orders and users.
--> -- lockstep: no-transaction
--> create table users (id bigint primary key);
--> insert into users values (1);
--> create table orders (user_id bigint);
--> insert into orders values (1);
--> alter table orders add constraint orders_user_id_fkey foreign key (user_id) references users not valid;
--> -- file: 0010_validate_orders_user_id_fkey.sql
--> alter table orders validate constraint orders_user_id_fkey;

--- a foreign key beside a subcommand that needs more
alter table orders add column note text, add constraint fk foreign key (user_id) references users;
--! [constraint fk foreign key] Adding foreign key fk checks every row of orders while ACCESS EXCLUSIVE blocks its reads and writes, and SHARE ROW EXCLUSIVE writes to users.
--> alter table orders add column note text, add constraint fk foreign key (user_id) references users not valid;
--> -- file: 0010_validate_fk.sql
--> alter table orders validate constraint fk;
