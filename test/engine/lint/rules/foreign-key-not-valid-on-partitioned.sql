--- {"postgres": 17} NOT VALID on a partitioned table
create table orders (user_id bigint) partition by hash (user_id);
--=
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
--! [NOT VALID] PostgreSQL 17 refuses NOT VALID here: orders is partitioned.

--- {"postgres": 14} even on a new one
create table orders (user_id bigint) partition by hash (user_id);
alter table orders add foreign key (user_id) references users not valid;
--! [not valid] PostgreSQL 14 refuses NOT VALID here: orders is partitioned.

--- {"postgres": 18} from 18 it may be
create table orders (user_id bigint) partition by hash (user_id);
--=
alter table orders add foreign key (user_id) references users not valid;

--- {"postgres": 17} an ordinary table is silent
create table orders (user_id bigint);
--=
alter table orders add foreign key (user_id) references users not valid;

--- {"postgres": 17} a check is silent
create table orders (user_id bigint) partition by hash (user_id);
--=
alter table orders add check (user_id > 0) not valid;

--- {"postgres": 17} inside a DO block
create table orders (user_id bigint) partition by hash (user_id);
--=
do $$ begin alter table orders add foreign key (user_id) references users not valid; end $$;
--! [not valid] PostgreSQL 17 refuses NOT VALID here: orders is partitioned.

--- {"postgres": 17} a table known by its partition
create table app.events_2030 partition of app.events for values in (2030);
alter table app.events add constraint events_user_fk foreign key (user_id) references app.users (id) not valid;
--! [not valid] PostgreSQL 17 refuses NOT VALID here: app.events is partitioned.
