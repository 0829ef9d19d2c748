--- a partitioned table
create table users (id bigint primary key) partition by hash (id);
create table users_0 partition of users for values with (modulus 2, remainder 0);
create table users_1 partition of users for values with (modulus 2, remainder 1);
--=
alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id) not valid;
--! [references users (id)] This foreign key takes SHARE ROW EXCLUSIVE on users and on each of its partitions, 2 as far as the history tells.

--- an ordinary table is silent
create table users (id bigint primary key);
--=
alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id) not valid;

--- a new one is silent
create table users (id bigint primary key) partition by hash (id);
create table orders (user_id bigint references users);

--- a table known by its partition
create table app.events_2030 partition of app.events for values in (2030);
alter table app.notes add foreign key (event_id, at) references app.events (id, at) not valid;
--! [references app.events (id, at)] This foreign key takes SHARE ROW EXCLUSIVE on app.events and on each of its partitions, 1 as far as the history tells.
