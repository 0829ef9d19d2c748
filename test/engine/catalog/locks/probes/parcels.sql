--- world x
create extension if not exists pg_trgm;
create extension if not exists citext;
create type state as enum ('open', 'sent', 'lost');
create domain qty as int check (value > 0);
create table carriers (id int primary key, name varchar(30) not null, code char(3) unique, rating numeric(3,1));
insert into carriers values (1, 'A', 'AAA', 4.5), (2, 'B', 'BBB', 3.5);
create table depots (id bigint generated always as identity primary key, city text, opened timestamp, geo point, ip inet, span daterange);
insert into depots (city, opened, ip) values ('X', now(), '10.0.0.1'), ('Y', now(), '10.0.0.2');
create table parcels (
  id bigserial primary key,
  carrier_id int references carriers,
  depot_id bigint not null references depots on delete cascade,
  ref varchar(20) not null,
  state state not null default 'open',
  weight int,
  price numeric(8,2) default 0,
  sent timestamptz,
  due date,
  note text,
  tags text[],
  doc jsonb default '{}',
  search tsvector generated always as (to_tsvector('simple', coalesce(note, ''))) stored,
  constraint parcels_ref_key unique (ref),
  constraint parcels_weight_check check (weight > 0)
);
insert into parcels (carrier_id, depot_id, ref, weight, note) values (1, 1, 'r1', 10, 'x'), (2, 2, 'r2', 20, 'y'), (1, 2, 'r3', 30, null);
create index parcels_depot on parcels (depot_id);
create index parcels_sent on parcels (sent) where state = 'sent';
create index parcels_note_trgm on parcels using gin (note gin_trgm_ops);
create index parcels_search on parcels using gin (search);
create index parcels_year on parcels ((extract(year from due)));
create table events (id int, parcel_id bigint references parcels, at timestamptz, kind text);
insert into events values (1, 1, now(), 'k');
create view open_parcels as select id, ref from parcels where state = 'open';
create materialized view per_depot as select depot_id, count(*) as n from parcels group by depot_id;
create unique index per_depot_key on per_depot (depot_id);
create function audit() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger parcels_audit after update on parcels for each row execute function audit();

--- 001 add bool @x
alter table parcels add column fragile boolean not null default false
--- 002 add timestamp default now @x
alter table parcels add column created_at timestamptz not null default now()
--- 003 add uuid pk candidate @x
alter table parcels add column uid uuid not null default gen_random_uuid()
--- 004 add nullable uuid then default @x
alter table parcels add column uid uuid, alter column uid set default gen_random_uuid()
--- 005 add fk column indexed elsewhere @x
alter table parcels add column return_depot bigint references depots (id) on delete set null
--- 006 add column check range @x
alter table parcels add column insured int check (insured between 0 and 100)
--- 007 add citext column @x
alter table parcels add column email citext
--- 008 add domain qty @x
alter table parcels add column pieces qty
--- 009 add enum array @x
alter table parcels add column states state[] not null default '{}'
--- 010 drop column plain @x
alter table parcels drop column due
--- 011 drop column generated source cascade @x
alter table parcels drop column note cascade
--- 012 drop column unique @x
alter table carriers drop column code
--- 013 drop two cols @x
alter table parcels drop column tags, drop column doc
--- 014 note to citext @x
alter table depots alter column city type citext
--- 015 note varchar 200 @x
alter table depots alter column city type varchar(200)
--- 016 name text @x
alter table carriers alter column name type text
--- 017 name varchar(60) @x
alter table carriers alter column name type varchar(60)
--- 018 code to varchar(3) @x
alter table carriers alter column code type varchar(3)
--- 019 rating to numeric(4,1) @x
alter table carriers alter column rating type numeric(4,1)
--- 020 rating to float @x
alter table carriers alter column rating type double precision
--- 021 carriers id bigint @x
alter table carriers alter column id type bigint
--- 022 parcels carrier_id bigint @x
alter table parcels alter column carrier_id type bigint
--- 023 opened tz @x
alter table depots alter column opened type timestamptz using opened at time zone 'UTC'
--- 024 due to text @x
alter table parcels alter column price type numeric(10,2)
--- 025 weight bigint with check @x
alter table parcels alter column weight type bigint
--- 026 sent precision @x
alter table parcels alter column sent type timestamptz(3)
--- 027 tags jsonb using @x
alter table parcels alter column tags type jsonb using to_jsonb(tags)
--- 028 state to text @x
alter table events alter column kind type varchar(20)
--- 029 ip to cidr @x
alter table depots alter column ip type cidr using network(ip)
--- 030 set not null carrier @x
alter table parcels alter column carrier_id set not null
--- 031 add not null check not valid @x
alter table parcels add constraint carrier_nn check (carrier_id is not null) not valid
--- 032 validate not null check @x
alter table parcels add constraint carrier_nn check (carrier_id is not null) not valid;
----
alter table parcels validate constraint carrier_nn
--- 033 set not null proven then drop check @x
alter table parcels add constraint carrier_nn check (carrier_id is not null);
----
alter table parcels alter column carrier_id set not null, drop constraint carrier_nn
--- 034 drop check only @x
alter table parcels drop constraint parcels_weight_check
--- 035 drop unique constraint @x
alter table parcels drop constraint parcels_ref_key
--- 036 drop fk @x
alter table parcels drop constraint parcels_carrier_id_fkey
--- 037 drop pk cascade @x
alter table parcels drop constraint parcels_pkey cascade
--- 038 add fk events depots not valid @x
alter table events add column depot_id bigint, add constraint ed foreign key (depot_id) references depots not valid
--- 039 add pk events @x
alter table events add primary key (id)
--- 040 add pk events using index @x
create unique index events_id on events (id);
alter table events alter id set not null;
----
alter table events add constraint events_pkey primary key using index events_id
--- 041 unique concurrently then attach @x
create unique index events_u on events (id, kind);
----
alter table events add constraint events_u unique using index events_u
--- 042 exclude depots @x
alter table depots add constraint no_span exclude using gist (span with &&)
--- 043 create index name @x
create index parcels_state on parcels (state, due)
--- 044 create index expression concurrently @x
create index concurrently parcels_lower on parcels (lower(ref))
--- 045 create gin concurrently @x
create index concurrently on parcels using gin (doc jsonb_path_ops)
--- 046 create unique index if not exists @x
create unique index if not exists parcels_ref_u on parcels (ref)
--- 047 create index if not exists taken @x
create index if not exists parcels_depot on parcels (depot_id)
--- 048 create index concurrently taken @x
create index concurrently if not exists parcels_depot on parcels (depot_id)
--- 049 drop index @x
drop index parcels_depot
--- 050 drop index concurrently @x
drop index concurrently parcels_search
--- 051 drop index if exists concurrently schema @x
drop index concurrently if exists public.parcels_year
--- 052 reindex index concurrently @x
reindex index concurrently parcels_pkey
--- 053 reindex table concurrently @x
reindex table concurrently parcels
--- 054 reindex table @x
reindex table events
--- 055 reindex matview index @x
reindex index per_depot_key
--- 056 alter index rename @x
alter index parcels_depot rename to parcels_depot_idx
--- 057 alter index set @x
alter index parcels_search set (fastupdate = false)
--- 058 alter index statistics @x
alter index parcels_year alter column 1 set statistics 200
--- 059 rename table @x
alter table parcels rename to shipments
--- 060 rename column @x
alter table parcels rename column ref to reference
--- 061 rename constraint @x
alter table parcels rename constraint parcels_ref_key to parcels_reference_key
--- 062 rename fk @x
alter table parcels rename constraint parcels_depot_id_fkey to parcels_depot_fk
--- 063 set schema @x
create schema logistics;
----
alter table parcels set schema logistics
--- 064 owner @x
alter table events owner to current_user
--- 065 fillfactor and autovacuum @x
alter table parcels set (fillfactor = 85, autovacuum_analyze_scale_factor = 0.01)
--- 066 toast tuple target @x
alter table parcels set (toast_tuple_target = 1024)
--- 067 statistics and n_distinct @x
alter table parcels alter column state set statistics 500, alter column carrier_id set (n_distinct = 100)
--- 068 storage @x
alter table parcels alter column note set storage external
--- 069 compression @x
alter table parcels alter column doc set compression pglz
--- 070 cluster on @x
alter table parcels cluster on parcels_depot
--- 071 replica identity full @x
alter table events replica identity full
--- 072 replica identity index @x
alter table parcels replica identity using index parcels_ref_key
--- 073 unlogged @x
alter table events set unlogged
--- 074 tablespace @x
alter table events set tablespace other_space
--- 075 disable trigger @x
alter table parcels disable trigger parcels_audit
--- 076 disable triggers all @x
alter table parcels disable trigger all
--- 077 rls @x
alter table parcels enable row level security
--- 078 inherit none create child @x
create table special (extra text) inherits (parcels)
--- 079 like @x
create table parcels_old (like parcels including all)
--- 080 ctas @x
create table lost as select * from parcels where state = 'lost'
--- 081 fk tables @x
create table claims (id bigserial primary key, parcel_id bigint not null references parcels (id), carrier_id int references carriers, amount numeric check (amount > 0))
--- 082 enum add @x
alter type state add value if not exists 'returned' after 'sent'
--- 083 enum rename @x
alter type state rename to parcel_state
--- 084 domain check not valid @x
alter domain qty add constraint max check (value < 1000) not valid
--- 085 sequence restart @x
alter sequence parcels_id_seq restart with 1000
--- 086 sequence type @x
alter sequence parcels_id_seq as bigint maxvalue 9000000000
--- 087 identity restart @x
alter table depots alter column id restart with 10
--- 088 identity set by default @x
alter table depots alter column id set generated by default
--- 089 drop identity @x
alter table depots alter column id drop identity
--- 090 serial to identity @x
alter table parcels alter id drop default, alter id add generated by default as identity (start with 100)
--- 091 drop expression @x
alter table parcels alter search drop expression
--- 092 alter constraint @x
alter table parcels alter constraint parcels_depot_id_fkey deferrable initially deferred
--- 093 two fks not valid @x
alter table events add column c int, add column d bigint, add foreign key (c) references carriers not valid, add foreign key (d) references depots not valid
--- 094 validate two fk @x
alter table events add column c int, add foreign key (c) references carriers not valid;
----
alter table events validate constraint events_c_fkey
--- 095 default enum @x
alter table parcels alter state set default 'sent'
--- 096 pair of new checks @x
alter table parcels add constraint a check (price >= 0), add constraint b check (due is not null or sent is null)
--- 097 rename view via table @x
alter table open_parcels rename to opened
--- 098 create policy like rename trigger @x
alter trigger parcels_audit on parcels rename to parcels_log
--- 099 without oids @x
alter table events set without oids
--- 100 search expression @x | 17+
alter table parcels alter search set expression as (to_tsvector('simple', coalesce(ref, '')))
