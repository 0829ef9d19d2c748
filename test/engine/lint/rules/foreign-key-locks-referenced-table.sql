--- a new table
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES app.users (id), shop_id bigint, FOREIGN KEY (shop_id) REFERENCES shops);
--! [REFERENCES app.users (id)] This foreign key takes SHARE ROW EXCLUSIVE on app.users: writes to it wait until the transaction ends.
--! [REFERENCES shops] This foreign key takes SHARE ROW EXCLUSIVE on shops: writes to it wait until the transaction ends.

--- a new column
alter table orders add column user_id bigint references users;
--! [references users] This foreign key takes SHARE ROW EXCLUSIVE on users: writes to it wait until the transaction ends.

--- NOT VALID, without a lock_timeout
alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id) not valid;
--! [references users (id)] This foreign key takes SHARE ROW EXCLUSIVE on users: writes to it wait until the transaction ends.

--- {"timeouts": true} NOT VALID, with a lock_timeout
alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id) not valid;
--! info [references users (id)] This foreign key takes SHARE ROW EXCLUSIVE on users: writes to it wait until the transaction ends.

--- {"timeouts": true} a second table in the same transaction
alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id) not valid;
alter table orders add constraint orders_shop_fkey foreign key (shop_id) references shops (id) not valid;
alter table items add constraint items_shop_fkey foreign key (shop_id) references shops (id) not valid;
--! info [references users (id)] This foreign key takes SHARE ROW EXCLUSIVE on users: writes to it wait until the transaction ends.
--! [references shops (id)] This foreign key takes SHARE ROW EXCLUSIVE on shops: writes to it wait until the transaction ends.

--- checked at once is another rule's
alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id);

--- new tables and its own table are silent
create table users (id bigint primary key);
create table orders (id bigint primary key, user_id bigint references users, parent bigint references orders);
alter table comments add column parent bigint references comments;

--- a partition below a parent with foreign keys
create table orders (id bigint, user_id bigint references users) partition by hash (id);
create table orders_0 (id bigint, user_id bigint);
--=
alter table orders attach partition orders_0 for values with (modulus 2, remainder 0);
--! [attach partition orders_0 for values with (modulus 2, remainder 0)] This foreign key takes SHARE ROW EXCLUSIVE on users: writes to it wait until the transaction ends.

--- inside a DO block
do $$ begin create table orders (user_id bigint references users); end $$;
--! [references users] This foreign key takes SHARE ROW EXCLUSIVE on users: writes to it wait until the transaction ends.
