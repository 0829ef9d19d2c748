--- a known table
create table orders (id bigint primary key, user_id bigint);
--=
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
--! [REFERENCES users (id)] No index begins with orders.user_id: deleting from users reads all of orders for each row.
--> ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
--> -- file: 0010_index_user_id.up.sql
--> -- lockstep: no-transaction
--> CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id);
--> -- file: 0010_index_user_id.down.sql
--> DROP INDEX CONCURRENTLY orders_user_id_idx;

--- a new column
alter table orders add column user_id bigint references users;
--! [references users] No index begins with orders.user_id: deleting from users reads all of orders for each row.
--> alter table orders add column user_id bigint references users;
--> -- file: 0010_index_user_id.up.sql
--> -- lockstep: no-transaction
--> create index concurrently orders_user_id_idx on orders (user_id);
--> -- file: 0010_index_user_id.down.sql
--> drop index concurrently orders_user_id_idx;

--- a new table
create table orders (id bigint primary key, user_id bigint references users);
--! [references users] No index begins with orders.user_id: deleting from users reads all of orders for each row.
--> create table orders (id bigint primary key, user_id bigint references users);
--> -- file: 0010_index_user_id.up.sql
--> create index orders_user_id_idx on orders (user_id);
--> -- file: 0010_index_user_id.down.sql
--> drop index orders_user_id_idx;

--- two new tables
create table users (id bigint primary key);
create table orders (id bigint primary key, user_id bigint references users);
--! [references users] No index begins with orders.user_id: deleting from users reads all of orders for each row.
--> create table users (id bigint primary key);
--> create table orders (id bigint primary key, user_id bigint references users);
--> -- file: 0010_index_user_id.up.sql
--> create index orders_user_id_idx on orders (user_id);
--> -- file: 0010_index_user_id.down.sql
--> drop index orders_user_id_idx;

--- a table nobody knows may have the index
alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id) not valid;
--! info [references users (id)] As far as the history tells, no index begins with orders.user_id: deleting from users reads all of orders for each row.
--> alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id) not valid;
--> -- file: 0010_index_user_id.up.sql
--> -- lockstep: no-transaction
--> create index concurrently orders_user_id_idx on orders (user_id);
--> -- file: 0010_index_user_id.down.sql
--> drop index concurrently orders_user_id_idx;

--- a column of this migration on a table nobody knows
alter table orders add column user_id bigint;
alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id) not valid;
--! [references users (id)] No index begins with orders.user_id: deleting from users reads all of orders for each row.
--> alter table orders add column user_id bigint;
--> alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id) not valid;
--> -- file: 0010_index_user_id.up.sql
--> -- lockstep: no-transaction
--> create index concurrently orders_user_id_idx on orders (user_id);
--> -- file: 0010_index_user_id.down.sql
--> drop index concurrently orders_user_id_idx;

--- an index, before or after, is silent
create table orders (id bigint primary key, user_id bigint, shop_id bigint);
create index on orders (user_id, id);
--=
alter table orders add constraint a foreign key (user_id) references users (id) not valid;
alter table orders add constraint b foreign key (shop_id) references shops (id) not valid;
create index on orders (shop_id);

--- the primary key covers it
create table members (team_id bigint references teams, user_id bigint references users, primary key (team_id, user_id));
--! [references users] No index begins with members.user_id: deleting from users reads all of members for each row.
--> create table members (team_id bigint references teams, user_id bigint references users, primary key (team_id, user_id));
--> -- file: 0010_index_user_id.up.sql
--> create index members_user_id_idx on members (user_id);
--> -- file: 0010_index_user_id.down.sql
--> drop index members_user_id_idx;

--- two columns in any order
create table a (x int, y int, foreign key (x, y) references b (x, y));
create index on a (y, x);

--- a partial index does not help
create table orders (user_id bigint references users);
create index on orders (user_id) where user_id > 5;
--! [references users] No index begins with orders.user_id: deleting from users reads all of orders for each row.
--> create table orders (user_id bigint references users);
--> create index on orders (user_id) where user_id > 5;
--> -- file: 0010_index_user_id.up.sql
--> create index orders_user_id_idx on orders (user_id);
--> -- file: 0010_index_user_id.down.sql
--> drop index orders_user_id_idx;

--- a temporary table is silent
create temp table orders (user_id bigint references users);

--- inside a DO block
do $$ begin alter table orders add column user_id bigint references users; end $$;
--! [references users] No index begins with orders.user_id: deleting from users reads all of orders for each row.

--- the table takes another name before it is indexed
create table users (id bigint primary key);
create table orders_new (id bigint primary key, user_id bigint references users, note_id bigint references users);
alter table orders_new rename to orders;
create index orders_user_id_idx on orders (user_id);
--! [references users#2] No index begins with orders.note_id: deleting from users reads all of orders for each row.
--> create table users (id bigint primary key);
--> create table orders_new (id bigint primary key, user_id bigint references users, note_id bigint references users);
--> alter table orders_new rename to orders;
--> create index orders_user_id_idx on orders (user_id);
--> -- file: 0010_index_note_id.up.sql
--> create index orders_note_id_idx on orders (note_id);
--> -- file: 0010_index_note_id.down.sql
--> drop index orders_note_id_idx;

--- an index on one column of the key
create table items (id bigint primary key, set_id bigint, project_id bigint);
create index items_set_idx on items (set_id);
--=
alter table items add constraint items_set_fkey foreign key (set_id, project_id) references sets (id, project_id) not valid;
--! info [references sets (id, project_id)] No index begins with items.set_id, project_id: deleting from sets looks through all rows of items with the same set_id for each row.
--> alter table items add constraint items_set_fkey foreign key (set_id, project_id) references sets (id, project_id) not valid;
--> -- file: 0010_index_set_id_project_id.up.sql
--> -- lockstep: no-transaction
--> create index concurrently items_set_id_project_id_idx on items (set_id, project_id);
--> -- file: 0010_index_set_id_project_id.down.sql
--> drop index concurrently items_set_id_project_id_idx;
