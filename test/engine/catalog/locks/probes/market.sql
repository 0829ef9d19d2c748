--- world k
create table shop (id int primary key, slug varchar(30) not null, city text, open_at time(3), vat numeric(4, 2) default 19, config jsonb, since date, constraint city_len check (length(city) < 50), constraint since_there check (since is not null and since > '1990-01-01'));
insert into shop (id, slug, city, open_at, config, since) select g, 's' || g, 'c', '08:00', '{}', '2001-01-01' from generate_series(1, 4) g;
create unique index shop_slug on shop (slug);
create table item (id bigint generated always as identity, shop_id int not null, name text, price numeric(8, 2) not null, cents bigint generated always as ((price * 100)::bigint) stored, stock smallint, constraint item_key primary key (id), constraint item_shop foreign key (shop_id) references shop (id) on update cascade on delete cascade);
insert into item (shop_id, name, price, stock) select g, 'i', g, g from generate_series(1, 4) g;
create index item_name on item (name text_pattern_ops);
create index item_cheap on item (shop_id) where price < 10;
create table sale (id int not null, item_id bigint not null, sold timestamptz not null, amount int, primary key (id, sold)) partition by range (sold);
create table sale_jan partition of sale for values from ('2024-01-01 00:00+00') to ('2024-02-01 00:00+00');
create table sale_feb partition of sale for values from ('2024-02-01 00:00+00') to ('2024-03-01 00:00+00');
create table sale_other partition of sale default;
insert into sale values (1, 1, '2024-01-05 00:00+00', 1), (2, 2, '2024-02-05 00:00+00', 1), (3, 3, '2025-01-01 00:00+00', 1);
create index sale_item on sale (item_id);
alter table sale add constraint sale_of foreign key (item_id) references item;
create view cheap as select id, name, shop_id from item where price < 5;
create view shop_items as select s.slug, c.name from shop s join cheap c on c.shop_id = s.id;
create materialized view turnover as select item_id, sum(amount) as n from sale group by item_id;
create index turnover_n on turnover (n);
create type state as enum ('new', 'paid');
create domain percent as numeric check (value between 0 and 100);
create domain label as varchar(20);
create table changes (at timestamptz default clock_timestamp(), what text);
insert into changes (what) values ('x');
create function note_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into changes (what) values ('gone');
  else
    insert into changes (what) values ('new');
  end if;
  return null;
end $$;
create trigger item_changes after insert or delete on item for each row execute function note_change();

--- add enum column not null @k
alter table shop add column state state not null default 'new'
--- add percent column @k
alter table shop add column discount percent default 0
--- add label column @k
alter table shop add column nick label
--- add two columns and index constraint @k
alter table shop add column a int, add column b int, add constraint ab unique (a, b)
--- add column with case @k
alter table shop add column x int default case when now() > '2000-01-01' then 1 else 2 end
--- add column greatest random @k
alter table shop add column x float default greatest(0.5, random())
--- add column interval default @k
alter table shop add column x interval not null default interval '1 day' * 2
--- add column concat version @k
alter table shop add column x text default current_database() || '-' || version()
--- add column with sequence in other default @k
create sequence sq;
----
alter table item add column x text default 'n' || nextval('sq')
--- add foreign key column with null default @k
alter table changes add column shop_id int default null references shop
--- add column to table with default partition @k
alter table sale add column note text not null default ''
--- add checked column partitioned @k
alter table sale add column note text check (note <> '')
--- add generated column partitioned @k
alter table sale add column twice int generated always as (amount * 2) stored
--- add volatile column partitioned with referenced @k
alter table sale add column at timestamptz default clock_timestamp()
--- type time wider @k
alter table shop alter open_at type time(6)
--- type varchar unique wider @k
alter table shop alter slug type varchar(60), alter vat type numeric(6, 2)
--- type varchar to domain @k
alter table shop alter slug type label
--- type checked text wider @k
alter table shop alter city type varchar
--- type smallint to int @k
alter table item alter stock type int
--- type pattern indexed text to varchar @k
alter table item alter name type varchar
--- type partial index column @k
alter table item alter price type numeric(10, 2)
--- type generated dependent fails @k
alter table item alter price type float
--- type referencing cascade column @k
alter table item alter shop_id type bigint
--- type referenced @k
alter table shop alter id type numeric
--- type partitioned referencing @k
alter table sale alter item_id type numeric
--- type jsonb text @k
alter table shop alter config type text using config::text
--- not null proven compound @k
alter table shop alter since set not null
--- not null unproven @k
alter table shop alter city set not null, alter since set not null
--- not null partitioned proven @k
alter table sale add constraint amount_there check (amount is not null);
----
alter table sale alter amount set not null
--- drop column cascade to view @k
alter table item drop column name cascade
--- drop referenced column cascade @k
alter table shop drop column id cascade
--- drop item key cascade @k
alter table item drop constraint item_key cascade
--- drop shop cascade @k
drop table shop cascade
--- drop item cascade @k
drop table item cascade
--- drop sale partition @k
drop table sale_jan
--- drop sale @k
drop table sale
--- drop function cascade @k
drop function note_change cascade
--- drop type @k
drop type state
--- detach jan @k
alter table sale detach partition sale_jan
--- detach jan concurrently without default @k
drop table sale_other;
----
alter table sale detach partition sale_jan concurrently
--- detach finalize nothing @k
alter table sale detach partition sale_feb finalize
--- attach with everything @k
create table sale_mar (like sale including all);
insert into sale_mar values (5, 4, '2024-03-05 00:00+00', 1);
----
alter table sale attach partition sale_mar for values from ('2024-03-01 00:00+00') to ('2024-04-01 00:00+00')
--- attach with check @k
create table sale_mar (like sale including all, constraint march check (sold >= '2024-03-01 00:00+00' and sold < '2024-04-01 00:00+00'));
insert into sale_mar values (5, 4, '2024-03-05 00:00+00', 1);
----
alter table sale attach partition sale_mar for values from ('2024-03-01 00:00+00') to ('2024-04-01 00:00+00')
--- create partition with default @k
create table sale_mar partition of sale for values from ('2024-03-01 00:00+00') to ('2024-04-01 00:00+00')
--- index on sale @k
create index on sale (amount, sold desc)
--- unique on sale concurrently partition @k
create unique index concurrently on sale_jan (id)
--- drop sale index @k
drop index sale_item
--- truncate shop cascade @k
truncate shop cascade
--- truncate item only @k
truncate item restart identity cascade
--- delete shop cascades @k
delete from shop where id = 4
--- delete item @k
delete from sale;
----
delete from item where id = 1
--- insert item @k
insert into item (shop_id, name, price) values (1, 'n', 3)
--- insert items select @k
insert into item (shop_id, name, price) select id, slug, 1 from shop
--- insert sale to jan @k
insert into sale values (9, 2, '2024-01-09 00:00+00', 3)
--- insert overriding @k
insert into item (id, shop_id, price) overriding system value values (100, 1, 1)
--- update shop key @k
update shop set id = 40 where id = 4
--- update item price @k
update item set price = price * 1.1
--- update cheap view @k
update cheap set name = 'q'
--- update sale date @k
update sale set amount = amount + 1 where sold >= '2024-02-01 00:00+00' and sold < '2024-02-15 00:00+00'
--- update from join @k
update item i set name = s.slug from shop s where s.id = i.shop_id and s.city = 'c'
--- select for update join view @k
select * from shop_items for update
--- select sale @k
select sum(amount) from sale where sold < '2024-02-01 00:00+00'
--- refresh turnover @k
refresh materialized view turnover
--- refresh turnover rename column @k
alter materialized view turnover rename column n to total
--- replace cheap @k
create or replace view cheap as select id, name, shop_id, price from item where price < 6
--- drop cheap cascade @k
drop view cheap cascade
--- vacuum sale full @k
vacuum full sale
--- analyze sale jan @k
analyze sale_jan
--- reindex sale @k
reindex table concurrently sale
--- cluster item @k
cluster item using item_key
--- grant and column @k
grant insert (name), update (price) on item to writer
--- comment on partitioned index @k
comment on index sale_item is 'x'
--- domain change @k
create table rates (id int, p percent not null);
insert into rates values (1, 5);
----
alter domain percent add constraint whole check (value = trunc(value))
--- domain label set not null @k
create table marks (id int, l label);
create index marks_l on marks (l);
insert into marks values (1, 'x');
----
alter domain label set not null
--- publication for item @k
create publication changes_out for table item, sale
--- identity alter @k
alter table item alter id set generated by default, alter name set default 'x'
--- sequence of item @k
alter sequence item_id_seq restart with 1000
--- owner item @k
alter table item owner to reader
--- owner sale @k
alter table sale owner to reader
--- schema item @k
create schema arch;
----
alter table item set schema arch
--- disable trigger item @k
alter table item disable trigger item_changes, add column z int
--- statistics item @k
create statistics item_s on shop_id, price from item
--- like item all @k
create table item_copy (like item including all)
--- ctas join view @k
create table report as select * from shop_items with no data
--- ctas data view @k
create table report as select i.name, s.slug from item i join shop s on s.id = i.shop_id
