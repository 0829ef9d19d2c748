set lock_timeout = '2s';
set statement_timeout = '30s';
create table customers (id bigint primary key);
create table orders (id bigint primary key, customer_id bigint not null references customers (id) deferrable initially deferred);
create index on orders (customer_id);
insert into customers (id) values (1);
insert into orders (id, customer_id) values (1, 1);
set constraints all immediate;
alter table orders add column note text;
