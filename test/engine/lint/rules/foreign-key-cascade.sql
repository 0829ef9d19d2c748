--- each form
create table orders (user_id bigint references users on delete cascade, shop_id bigint, foreign key (shop_id) references shops (id) on update cascade on delete cascade);
--! [on delete cascade] Deleting a row of users deletes every row here that refers to it.
--! [on delete cascade#2] Deleting a row of shops deletes every row here that refers to it.

--- other actions are silent
create table orders (user_id bigint references users on delete set null, shop_id bigint references shops on update cascade);

--- inside a DO block
do $$ begin alter table orders add foreign key (user_id) references users on delete cascade; end $$;
--! [on delete cascade] Deleting a row of users deletes every row here that refers to it.
