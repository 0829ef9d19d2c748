--- world shop
create schema sales;
create schema "Audit Log";
create type sales.order_state as enum ('draft', 'placed', 'paid', 'shipped');
create domain sales.email as varchar(120) check (value like '%@%');
create table sales.customers (
  customer_id bigint generated always as identity primary key,
  email sales.email not null unique,
  full_name varchar(80) not null,
  country char(2),
  vat_no text,
  credit numeric(12,2) default 0,
  joined_on timestamp without time zone not null default now(),
  notes text);
insert into sales.customers (email, full_name, country) select 'a' || g || '@x.io', 'N' || g, 'NL' from generate_series(1, 8) g;
create table sales.products (sku varchar(32) primary key, title text not null, price numeric(10,2) not null check (price >= 0), weight_g integer, attrs jsonb not null default '{}');
insert into sales.products (sku, title, price) select 'sku' || g, 't', g from generate_series(1, 6) g;
create index products_title_idx on sales.products (lower(title));
create index products_attrs_idx on sales.products using gin (attrs);
create table sales.orders (
  order_id bigserial,
  customer_id bigint not null references sales.customers on delete restrict,
  state sales.order_state not null default 'draft',
  placed_at timestamptz,
  total numeric(14,2),
  coupon varchar(16),
  constraint orders_pk primary key (order_id),
  constraint orders_total_positive check (total is null or total >= 0));
insert into sales.orders (customer_id, placed_at, total) select g, now(), g from generate_series(1, 7) g;
create index orders_customer_idx on sales.orders (customer_id);
create index orders_open_idx on sales.orders (placed_at) where state in ('draft', 'placed');
create table sales.order_lines (
  order_id bigint not null references sales.orders on delete cascade,
  line_no smallint not null,
  sku varchar(32) not null,
  qty integer not null,
  primary key (order_id, line_no));
alter table sales.order_lines add constraint order_lines_sku_fk foreign key (sku) references sales.products (sku) not valid;
insert into sales.order_lines select g, 1, 'sku1', 2 from generate_series(1, 7) g;
create table "Audit Log"."Events" ("Id" uuid primary key default gen_random_uuid(), "When" timestamptz not null default now(), "Who" text, payload json);
insert into "Audit Log"."Events" ("Who") values ('me'), ('you');
create index "Events when" on "Audit Log"."Events" ("When");
create view sales.open_orders as select o.order_id, c.email from sales.orders o join sales.customers c using (customer_id) where o.state <> 'shipped';
create materialized view sales.totals as select customer_id, sum(total) as total from sales.orders group by customer_id;
create unique index totals_customer on sales.totals (customer_id);
create sequence sales.invoice_no;
create function sales.touch() returns trigger language plpgsql as $$ begin new.placed_at := now(); return new; end $$;
create trigger orders_touch before update on sales.orders for each row execute function sales.touch();
create policy customers_own on sales.customers using (full_name = current_user);

--- add several columns of many kinds @shop
alter table sales.orders add column if not exists shipped_at timestamptz, add column carrier text default 'post' not null, add column weight integer
--- add jsonb with constant and check @shop
alter table sales.customers add preferences jsonb not null default '{"news": true}'::jsonb check (jsonb_typeof(preferences) = 'object')
--- add column of a checked domain, no default @shop
alter table sales.products add column contact sales.email
--- add timestamp default with cast @shop
alter table "Audit Log"."Events" add column "Seen" timestamptz default '2020-01-01'::timestamptz
--- add column default timezone now @shop
alter table sales.orders add created timestamp not null default (current_timestamp at time zone 'UTC')
--- add column default random text @shop
alter table sales.customers add column token text not null default encode(sha256(random()::text::bytea), 'hex')
--- add column default concatenated uuid @shop
alter table sales.customers add column public_id text default ('c_' || gen_random_uuid()::text)
--- add column default date_trunc now @shop
alter table sales.orders add column month timestamptz default date_trunc('month', now())
--- add column default from sequence @shop
alter table sales.orders add column invoice bigint default nextval('sales.invoice_no'::regclass)
--- add unique references column @shop
alter table sales.products add column replaced_by varchar(32) references sales.products (sku) on delete set null
--- add column references two @shop
alter table sales.order_lines add column customer bigint references sales.customers, add column seller bigint references sales.customers (customer_id)
--- add column with named inline constraints @shop
alter table sales.orders add column discount numeric(5,2) constraint discount_range check (discount between 0 and 100) constraint discount_uq unique
--- add enum array @shop
alter table sales.customers add column wanted sales.order_state[] default '{}'
--- add generated concat @shop
alter table sales.customers add column label text generated always as (full_name || ' <' || email || '>') stored
--- drop three columns @shop
alter table sales.customers drop column notes, drop column if exists nickname, drop column vat_no
--- drop column with domain and unique @shop
alter table sales.customers drop column email cascade
--- drop column in check @shop
alter table sales.orders drop column total cascade
--- drop foreign key column of referencing table @shop
alter table sales.order_lines drop column sku
--- drop identity column cascade @shop
alter table sales.customers drop column customer_id cascade
--- varchar to text on key referenced not valid @shop
alter table sales.products alter column sku type text
--- varchar widen referencing @shop
alter table sales.order_lines alter column sku type varchar(64)
--- smallint to int in composite primary key @shop
alter table sales.order_lines alter column line_no type integer
--- bigint key to numeric @shop
alter table sales.orders alter column order_id type numeric
--- timestamp to timestamptz @shop
alter table sales.customers alter column joined_on type timestamptz
--- timestamp to timestamptz using at time zone @shop
alter table sales.customers alter column joined_on type timestamp with time zone using joined_on at time zone 'Europe/Amsterdam'
--- domain column to text @shop
alter table sales.customers alter column email type text
--- text to domain @shop
alter table sales.customers alter column vat_no type sales.email using vat_no::sales.email
--- json to jsonb quoted @shop
alter table "Audit Log"."Events" alter column payload type jsonb using payload::jsonb
--- numeric widen with check @shop
alter table sales.orders alter column total type numeric(18,2)
--- numeric widen with check on products @shop
alter table sales.products alter column price type numeric(12,2)
--- enum to text with default and partial index @shop
alter table sales.orders alter column state drop default, alter column state type text using state::text, alter column state set default 'draft'
--- three types at once @shop
alter table sales.customers alter country type varchar(3), alter full_name type varchar(200), alter credit type numeric(14,2)
--- char to text @shop
alter table sales.customers alter column country set data type text
--- set not null two columns @shop
alter table sales.orders alter column placed_at set not null, alter column total set not null
--- set not null on indexed partial column @shop
alter table sales.orders alter column placed_at set not null
--- set not null with proof elsewhere @shop
alter table sales.products add constraint w_nn check (weight_g is not null) not valid;
update sales.products set weight_g = 1;
alter table sales.products validate constraint w_nn;
----
alter table sales.products alter column weight_g set not null
--- drop default, drop not null @shop
alter table sales.orders alter column state drop default, alter column state drop not null
--- set statistics and storage @shop
alter table sales.customers alter column notes set storage main, alter column country set statistics 1000
--- add check named @shop
alter table sales.order_lines add constraint qty_positive check (qty > 0)
--- add check not valid and default @shop
alter table sales.order_lines add constraint qty_positive check (qty > 0) not valid, alter qty set default 1
--- validate fk @shop
alter table sales.order_lines validate constraint order_lines_sku_fk
--- add fk to quoted @shop
create table sales.views (event uuid);
insert into sales.views select "Id" from "Audit Log"."Events";
----
alter table sales.views add constraint views_event_fk foreign key (event) references "Audit Log"."Events" ("Id") on delete cascade
--- replace fk with cascade one @shop
alter table sales.orders drop constraint orders_customer_id_fkey, add constraint orders_customer_id_fkey foreign key (customer_id) references sales.customers on delete cascade not valid
--- unique on expression column set @shop
alter table sales.orders add constraint orders_coupon_key unique (customer_id, coupon)
--- drop pk cascade @shop
alter table sales.orders drop constraint orders_pk cascade
--- new pk using index @shop
create unique index orders_new_pk on sales.orders (order_id, customer_id);
alter table sales.orders drop constraint orders_pk cascade;
----
alter table sales.orders add constraint orders_pk primary key using index orders_new_pk
--- rename pk constraint @shop
alter table sales.orders rename constraint orders_pk to orders_pkey
--- rename table quoted @shop
alter table "Audit Log"."Events" rename to events
--- rename column of view base @shop
alter table sales.orders rename column order_id to id
--- move table to schema @shop
alter table sales.customers set schema "Audit Log"
--- owner of table with identity @shop
alter table sales.customers owner to writer
--- owner of view @shop
alter view sales.open_orders owner to writer
--- disable triggers on orders @shop
alter table sales.orders disable trigger orders_touch
--- rls on @shop
alter table sales.customers enable row level security, force row level security
--- replica identity @shop
alter table sales.customers replica identity using index customers_email_key
--- autovacuum options @shop
alter table sales.orders set (autovacuum_vacuum_scale_factor = 0.02, fillfactor = 85)
--- unlogged events @shop
alter table "Audit Log"."Events" set unlogged
--- cluster orders @shop
alter table sales.orders cluster on orders_customer_idx
--- identity changes @shop
alter table sales.customers alter column customer_id set generated by default, alter column customer_id restart with 1000
--- drop identity @shop
alter table sales.customers alter customer_id drop identity
--- index plain @shop
create index on sales.order_lines (sku)
--- index multi with include where @shop
create unique index orders_coupon on sales.orders (coupon) include (total) where coupon is not null
--- index quoted table @shop
create index "who?" on "Audit Log"."Events" ("Who" desc nulls last)
--- index concurrently @shop
create index concurrently if not exists orders_state_idx on sales.orders (state)
--- index on matview @shop
create index totals_total on sales.totals (total)
--- index if exists there @shop
create index if not exists orders_customer_idx on sales.orders (customer_id)
--- drop index quoted @shop
drop index "Audit Log"."Events when"
--- drop index concurrently @shop
drop index concurrently sales.orders_customer_idx
--- drop several indexes @shop
drop index if exists sales.orders_customer_idx, sales.products_title_idx, sales.nothing
--- rename index @shop
alter index sales.orders_customer_idx rename to orders_cust_idx
--- gin option @shop
alter index sales.products_attrs_idx set (fastupdate = off)
--- reindex table @shop
reindex table sales.orders
--- reindex index concurrently @shop
reindex index concurrently sales.products_attrs_idx
--- reindex schema @shop
reindex schema "Audit Log"
--- cluster @shop
cluster sales.orders using orders_pk
--- vacuum analyze @shop
vacuum analyze sales.orders
--- vacuum full two @shop
vacuum full sales.products, "Audit Log"."Events"
--- analyze @shop
analyze sales.customers (country), sales.orders
--- truncate lines @shop
truncate table sales.order_lines
--- truncate orders cascade restart @shop
truncate sales.orders restart identity cascade
--- drop table lines @shop
drop table sales.order_lines
--- drop table customers cascade @shop
drop table sales.customers cascade
--- drop table if exists some @shop
drop table if exists sales.nothing, "Audit Log"."Events"
--- drop schema cascade @shop
drop schema sales cascade
--- drop view @shop
drop view sales.open_orders
--- drop matview @shop
drop materialized view if exists sales.totals
--- drop type cascade @shop
drop type sales.order_state cascade
--- drop domain cascade @shop
drop domain sales.email cascade
--- drop function cascade @shop
drop function sales.touch() cascade
--- drop sequence @shop
drop sequence sales.invoice_no
--- drop trigger @shop
drop trigger orders_touch on sales.orders
--- drop policy @shop
drop policy customers_own on sales.customers
--- create table with two fks @shop
create table sales.refunds (refund_id bigserial primary key, order_id bigint not null references sales.orders, customer_id bigint references sales.customers (customer_id), amount numeric(10,2) check (amount > 0))
--- create table fk composite @shop
create table sales.shipments (order_id bigint, line_no smallint, foreign key (order_id, line_no) references sales.order_lines)
--- create table like all @shop
create table sales.orders_archive (like sales.orders including all)
--- create table as join @shop
create table sales.snapshot as select o.*, c.full_name from sales.orders o left join sales.customers c on c.customer_id = o.customer_id
--- create table as view @shop
create table sales.snapshot as select * from sales.open_orders
--- create temp table as @shop
create temp table t as select * from sales.products
--- create table if not exists there @shop
create table if not exists sales.orders (id int references sales.products (sku))
--- create view over view @shop
create or replace view sales.late_orders as select * from sales.open_orders where order_id < 10
--- replace view @shop
create or replace view sales.open_orders as select o.order_id, c.email, o.total from sales.orders o join sales.customers c using (customer_id)
--- create matview @shop
create materialized view sales.by_country as select c.country, count(*) from sales.orders o join sales.customers c using (customer_id) group by 1 with no data
--- refresh @shop
refresh materialized view sales.totals
--- refresh concurrently @shop
refresh materialized view concurrently sales.totals
--- create trigger @shop
create trigger lines_touch after insert or delete on sales.order_lines for each statement execute function sales.touch()
--- create policy with subselect @shop
create policy orders_own on sales.orders for select using (customer_id in (select customer_id from sales.customers))
--- enum value @shop
alter type sales.order_state add value if not exists 'returned' after 'shipped'
--- domain constraint @shop
alter domain sales.email add constraint email_len check (length(value) < 100)
--- domain not valid @shop
alter domain sales.email add constraint email_len check (length(value) < 100) not valid
--- domain drop check @shop
alter domain sales.email drop constraint email_check
--- comment column @shop
comment on column sales.customers.country is 'ISO 3166'
--- comment constraint @shop
comment on constraint orders_pk on sales.orders is 'pk'
--- grant @shop
grant select, insert on sales.orders, sales.customers to writer
--- grant sequence @shop
grant usage on sequence sales.invoice_no to writer
--- publication @shop
create publication shop for table sales.orders, sales.customers
--- publication all in schema @shop | 15+
create publication shop for tables in schema sales
--- statistics @shop
create statistics sales.st (dependencies) on customer_id, state from sales.orders
--- sequence owned @shop
alter sequence sales.invoice_no owned by sales.orders.order_id
--- sequence restart serial @shop
alter sequence sales.orders_order_id_seq restart with 500
--- setval @shop
select setval('sales.orders_order_id_seq', (select max(order_id) from sales.orders))
--- backfill @shop
update sales.orders set coupon = 'none' where coupon is null
--- backfill from other @shop
update sales.orders o set total = l.qty from sales.order_lines l where l.order_id = o.order_id
--- delete cascade @shop
delete from sales.orders where order_id = 3
--- delete lines @shop
delete from sales.order_lines where qty > 100
--- insert row @shop
insert into sales.customers (email, full_name) values ('z@z.zz', 'z')
--- insert with fk @shop
insert into sales.orders (customer_id) values (1)
--- insert select lines @shop
insert into sales.order_lines (order_id, line_no, sku, qty) select order_id, 9, 'sku2', 1 from sales.orders
--- insert upsert @shop
insert into sales.products (sku, title, price) values ('sku1', 'x', 1) on conflict (sku) do update set title = excluded.title
--- lock @shop
lock table sales.orders, sales.customers in share row exclusive mode
--- do block @shop
do $body$
begin
  if not exists (select 1 from information_schema.columns where table_name = 'orders' and column_name = 'region') then
    alter table sales.orders add column region text;
  end if;
end
$body$
--- do two things @shop
do $$ begin
  alter table sales.products add column color text;
  create index on sales.products (color);
  update sales.products set color = 'red';
end $$
--- matview rename @shop
alter materialized view sales.totals rename to customer_totals
--- rename enum value @shop
alter type sales.order_state rename value 'draft' to 'new'
--- rule @shop
create rule no_delete as on delete to sales.customers do instead nothing
--- if exists missing alter @shop
alter table if exists sales.nothing add column x int
--- set column options @shop
alter table sales.orders alter column customer_id set (n_distinct = -0.1)
--- exclusion @shop
create table sales.bookings (room int4range, during tsrange);
insert into sales.bookings values ('[1,2)', '[2020-01-01,2020-01-02)');
----
alter table sales.bookings add constraint no_overlap exclude using gist (room with =, during with &&)
