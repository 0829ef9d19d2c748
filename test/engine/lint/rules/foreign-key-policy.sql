--- {"options": {"forbidden": true}} none at all
create table orders (user_id bigint references users);
--! [references users] This project has no foreign keys.

--- {"options": {"deferrable": true}} deferrable only
create table orders (user_id bigint references users, shop_id bigint references shops deferrable initially deferred);
alter table orders add foreign key (a) references b deferrable;
--! [references users] Foreign keys of this project are DEFERRABLE; this one is not.

--- {"options": {"sameSchema": true}} within the schema only
create table app.orders (user_id bigint references app.users, shop_id bigint references public.shops);
--! [references public.shops] This foreign key leaves the schema app for public.

--- {"options": {"required": true}} not null only
create table orders (user_id bigint references users, shop_id bigint not null references shops);
--! [references users] user_id refers to users and may be NULL.

--- {"options": {"tables": ["app.users"]}} not to these
create table orders (user_id bigint references app.users, shop_id bigint references shops);
--! [references app.users] No further foreign key may refer to app.users.

--- without options it is silent
create table orders (user_id bigint references users);
