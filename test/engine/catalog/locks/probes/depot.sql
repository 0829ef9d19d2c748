--- world x
create extension if not exists btree_gist;
create schema "Stock";
create table "Stock"."Items" (
  "Id" integer generated always as identity primary key,
  "Sku" varchar(12) not null,
  "Name" text,
  qty integer not null default 0 check (qty >= 0),
  price numeric(12,2),
  "validFrom" date not null default current_date,
  "validTo" date,
  period daterange generated always as (daterange("validFrom", "validTo")) stored,
  body text,
  doc tsvector,
  point point,
  deleted_at timestamptz
);
insert into "Stock"."Items" ("Sku", "Name", qty, price, "validFrom", body) values ('A1', 'nut', 5, 1.25, '2024-01-01', repeat('x', 5000)), ('A2', 'bolt', 7, 2.5, '2024-01-01', 'y');
create unique index "Items_Sku_key" on "Stock"."Items" ("Sku") where deleted_at is null;
create index "Items_name_lower" on "Stock"."Items" (lower("Name"));
create index "Items_doc" on "Stock"."Items" using gin (doc);
create index "Items_point" on "Stock"."Items" using gist (point);
create index "Items_hash" on "Stock"."Items" using hash ("Name");
create index "Items_cover" on "Stock"."Items" (qty) include (price);
create statistics "Stock".items_stats on qty, price from "Stock"."Items";
create table bookings (
  room int not null,
  during tsrange not null,
  guest varchar(30),
  cancelled bool default false,
  constraint no_overlap exclude using gist (room with =, during with &&) where (not cancelled)
);
insert into bookings values (1, '[2024-01-01,2024-01-02)', 'a'), (2, '[2024-01-01,2024-01-02)', 'b');
create function touch() returns trigger language plpgsql as $$ begin new.qty := new.qty; return new; end $$;
create trigger items_touch before update of qty on "Stock"."Items" for each row execute function touch();
alter table "Stock"."Items" enable row level security;
create policy items_live on "Stock"."Items" using (deleted_at is null);
create materialized view stock_value as select "Id", qty * price as value from "Stock"."Items";
create unique index on stock_value ("Id");
create publication stock_pub for table "Stock"."Items";
create unlogged table scratch (k text primary key, v text, w int);
insert into scratch values ('a', 'b', 1);

--- 001 create index plain @x
create index on "Stock"."Items" (price)
--- 002 create index concurrently @x
create index concurrently items_price on "Stock"."Items" (price)
--- 003 create unique index concurrently if not exists @x
create unique index concurrently if not exists items_price on "Stock"."Items" (price)
--- 004 create index concurrently existing name @x
create index concurrently if not exists "Items_hash" on "Stock"."Items" (price)
--- 005 create partial expression index @x
create index items_active on "Stock"."Items" (upper("Sku")) where qty > 0
--- 006 create gin trgm like index on tsvector expression @x
create index on "Stock"."Items" using gin (to_tsvector('simple', coalesce("Name", '')))
--- 007 create brin @x
create index on "Stock"."Items" using brin ("validFrom") with (pages_per_range = 16)
--- 008 create index tablespace @x
create index on "Stock"."Items" (qty) tablespace other_space
--- 009 create index on materialized view @x
create index on stock_value (value)
--- 010 create index concurrently on matview @x
create index concurrently on stock_value (value)
--- 011 create index on unlogged @x
create index on scratch (v)
--- 012 drop index @x
drop index "Stock"."Items_hash"
--- 013 drop index if exists two @x
drop index if exists "Stock"."Items_hash", "Stock"."Nope", "Stock"."Items_doc"
--- 014 drop index concurrently @x
drop index concurrently "Stock"."Items_cover"
--- 015 drop index concurrently if exists missing @x
drop index concurrently if exists "Stock"."Nope"
--- 016 drop index cascade @x
drop index "Stock"."Items_cover" cascade
--- 017 drop index of matview @x
drop index "stock_value_Id_idx"
--- 018 alter index rename @x
alter index "Stock"."Items_cover" rename to items_cover
--- 019 alter index of pk rename @x
alter index "Stock"."Items_pkey" rename to items_pk
--- 020 alter table rename index @x
alter table "Stock"."Items_cover" rename to items_cover
--- 021 alter index if exists missing @x
alter index if exists "Stock".nothing rename to something
--- 022 alter index rename a table @x
alter index "Stock"."Items" rename to items
--- 023 alter index set fillfactor @x
alter index "Stock"."Items_cover" set (fillfactor = 70)
--- 024 alter index fastupdate @x
alter index "Stock"."Items_doc" set (fastupdate = off)
--- 025 alter index reset @x
alter index "Stock"."Items_doc" reset (fastupdate)
--- 026 alter index gin pending @x
alter index "Stock"."Items_doc" set (gin_pending_list_limit = 128)
--- 027 alter index gist buffering @x
alter index "Stock"."Items_point" set (buffering = on)
--- 028 alter index hash fillfactor @x
alter index "Stock"."Items_hash" set (fillfactor = 60)
--- 029 alter index dedup @x
alter index "Stock"."Items_cover" set (deduplicate_items = off)
--- 030 alter index set tablespace @x
alter index "Stock"."Items_cover" set tablespace other_space
--- 031 alter index statistics @x
alter index "Stock"."Items_name_lower" alter column 1 set statistics 400
--- 032 reindex index @x
reindex index "Stock"."Items_cover"
--- 033 reindex index concurrently @x
reindex index concurrently "Stock"."Items_cover"
--- 034 reindex table @x
reindex table "Stock"."Items"
--- 035 reindex table concurrently @x
reindex table concurrently "Stock"."Items"
--- 036 reindex option syntax @x
reindex (verbose) index "Stock"."Items_doc"
--- 037 reindex tablespace @x
reindex (tablespace other_space) index "Stock"."Items_doc"
--- 038 reindex table exclusion @x
reindex table bookings
--- 039 reindex concurrently exclusion table @x
reindex table concurrently bookings
--- 040 reindex schema @x
reindex schema "Stock"
--- 041 reindex index concurrently pk @x
reindex index concurrently "Stock"."Items_pkey"
--- 042 reindex matview table @x
reindex table stock_value
--- 043 reindex unlogged @x
reindex (concurrently) table scratch
--- 044 exclude on existing @x
alter table bookings add constraint one_guest exclude using gist (guest with =, during with &&)
--- 045 exclude without where @x
alter table bookings add exclude using gist (room with =, during with &&)
--- 046 drop exclude @x
alter table bookings drop constraint no_overlap
--- 047 rename exclude @x
alter table bookings rename constraint no_overlap to no_double
--- 048 during type under exclude @x
alter table bookings alter during type tsrange
--- 049 room type under exclude @x
alter table bookings alter room type bigint
--- 050 guest widen @x
alter table bookings alter guest type varchar(60)
--- 051 cancelled drop default set not null @x
alter table bookings alter cancelled drop default, alter cancelled set not null
--- 052 without overlaps @x | 18+
alter table bookings add constraint room_during primary key (room, during without overlaps)
--- 053 drop cancelled @x
alter table bookings drop column cancelled
--- 054 sku widen under partial unique @x
alter table "Stock"."Items" alter "Sku" type varchar(20)
--- 055 sku to text @x
alter table "Stock"."Items" alter "Sku" type text
--- 056 name to varchar with expression and hash @x
alter table "Stock"."Items" alter "Name" type varchar
--- 057 doc column drop @x
alter table "Stock"."Items" drop column doc, drop column point
--- 058 body storage and compression @x
alter table "Stock"."Items" alter body set storage external, alter body set compression pglz
--- 059 toast target @x
alter table "Stock"."Items" set (toast_tuple_target = 256)
--- 060 price numeric in include @x
alter table bookings add column price numeric default 0.00
--- 061 drop qty used in statistics cascade @x
alter table "Stock"."Items" drop column qty cascade
--- 062 drop name with statistics @x
alter table "Stock"."Items" drop column "Name"
--- 063 rename column in trigger @x
alter table "Stock"."Items" rename qty to quantity
--- 064 drop deleted_at with policy cascade @x
alter table "Stock"."Items" drop column deleted_at cascade
--- 065 drop period and add again @x
alter table "Stock"."Items" drop column period, add column period daterange generated always as (daterange("validFrom", "validTo", '[]')) stored
--- 066 table rename quoted @x
alter table "Stock"."Items" rename to "Goods"
--- 067 set schema public @x
alter table "Stock"."Items" set schema public
--- 068 set schema of schema with publication @x
alter table scratch set schema "Stock"
--- 069 scratch logged @x
alter table scratch set logged
--- 070 scratch logged and column @x
alter table scratch set logged, add column z int default 5
--- 071 scratch unlogged noop @x
alter table scratch set unlogged
--- 072 scratch references unlogged ok @x
create unlogged table side (k text references scratch);
----
alter table side add constraint again foreign key (k) references scratch not valid
--- 073 items pk drop with matview cascade @x
alter table "Stock"."Items" drop constraint "Items_pkey" cascade
--- 074 items check drop @x
alter table "Stock"."Items" drop constraint "Items_qty_check"
--- 075 items check exchange @x
alter table "Stock"."Items" drop constraint "Items_qty_check", add constraint qty_range check (qty between 0 and 1000000) not valid
--- 076 validate already valid @x
alter table "Stock"."Items" validate constraint "Items_qty_check"
--- 077 validate two @x
alter table "Stock"."Items" add constraint a check (qty < 100) not valid, add constraint b check (price < 100) not valid;
----
alter table "Stock"."Items" validate constraint a, validate constraint b
--- 078 matview rename @x
alter materialized view stock_value rename to stock_worth
--- 079 matview set schema @x
alter materialized view stock_value set schema "Stock"
--- 080 matview column rename @x
alter materialized view stock_value rename column value to worth
--- 081 matview cluster on @x
alter materialized view stock_value cluster on "stock_value_Id_idx"
--- 082 matview owner @x
alter materialized view stock_value owner to writer
--- 083 matview tablespace @x
alter materialized view stock_value set tablespace other_space
--- 084 matview fillfactor @x
alter materialized view stock_value set (fillfactor = 50)
--- 085 matview statistics @x
alter materialized view stock_value alter value set statistics 50
--- 086 matview drop @x
drop materialized view stock_value
--- 087 matview storage option autovacuum @x
alter materialized view stock_value set (autovacuum_enabled = false)
--- 088 alter index visible rename twice owner @x
alter index "Stock"."Items_cover" set (fillfactor = 60, deduplicate_items = on)
--- 089 create index with column options @x
create index i_ops on "Stock"."Items" ("Name" text_pattern_ops desc nulls last)
--- 090 create unique index nulls not distinct @x | 15+
create unique index on "Stock"."Items" ("Name") nulls not distinct
--- 091 replica identity partial fails nothing @x
alter table "Stock"."Items" replica identity nothing
--- 092 items autovacuum and statistic mix @x
alter table "Stock"."Items" set (autovacuum_analyze_threshold = 100), alter price set (n_distinct = 10), alter price set statistics 10
--- 093 disable named trigger @x
alter table "Stock"."Items" disable trigger items_touch
--- 094 enable always trigger @x
alter table "Stock"."Items" enable always trigger items_touch
--- 095 no force rls @x
alter table "Stock"."Items" no force row level security
