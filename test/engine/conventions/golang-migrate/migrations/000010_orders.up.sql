create table orders (id bigint primary key);
create index orders_idx on orders (id);
