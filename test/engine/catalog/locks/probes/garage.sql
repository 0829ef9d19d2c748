--- world g
create table maker (id int primary key, name text, country char(2) default 'de', unique (name, country));
insert into maker (id, name) values (1, 'a'), (2, 'b'), (3, 'c');
create type fuel as enum ('gas', 'diesel');
create type dims as (l int, w int);
create domain kmh as int constraint fast check (value < 500);
create table car (
  id serial primary key,
  maker_id int,
  vin varchar(17),
  color text,
  price numeric(9, 2),
  built timestamptz(3),
  serviced timestamp(6),
  mileage real,
  wheels smallint not null default 4,
  spec json,
  fuel fuel,
  speed kmh,
  size dims,
  hours time,
  net inet,
  raw bytea,
  span interval
);
insert into car (maker_id, vin, color, price, built, serviced, mileage, spec, fuel, speed, size, hours, net, raw, span)
  select g, 'v' || g, 'c', g, '2020-01-01', '2020-01-01', 1, '{}', 'gas', 100, '(1,2)', '10:00', '10.0.0.1', 'x', '1 day' from generate_series(1, 3) g;
create unique index car_vin on car (vin);
create index car_color on car (color collate "C");
create index car_built on car (built desc);
create index car_net on car using gist (net inet_ops);
create index car_cheap on car (price) include (mileage) where price < 100 and color is not null;
create index car_trim on car ((trim(color)));
alter table car add constraint car_maker foreign key (maker_id) references maker;
alter table car add constraint price_ok check (price > 0 and price is not null);
create table repair (car_id int references car on delete cascade, no int, cost numeric, done date, primary key (car_id, no)) partition by hash (car_id);
create table repair_0 partition of repair for values with (modulus 2, remainder 0);
create table repair_1 partition of repair for values with (modulus 2, remainder 1);
insert into repair select g, 1, 1, '2020-01-01' from generate_series(1, 3) g;
create table event (id bigint generated always as identity, at date not null, kind text, primary key (id, at)) partition by range (at);
create table event_old partition of event for values from (minvalue) to ('2020-01-01');
create table event_new partition of event for values from ('2020-01-01') to (maxvalue);
insert into event (at, kind) values ('2019-01-01', 'a'), ('2021-01-01', 'b');
create view car_list as select c.id, c.vin, m.name from car c join maker m on m.id = c.maker_id;
create view cars as select id, color, wheels from car where wheels > 2;
create function paint() returns trigger language plpgsql as 'begin new.color := coalesce(new.color, ''red''); return new; end';
create trigger car_paint before insert on car for each row execute function paint();

--- vin longer @g
alter table car alter vin type varchar(20) using vin::varchar(20)
--- mileage double @g
alter table car alter mileage type double precision
--- wheels int @g
alter table car alter wheels type int using wheels
--- built precision @g
alter table car alter built type timestamptz
--- built to date @g
alter table car alter built type date using built::date
--- serviced tz in new york @g
-- session: set timezone = 'America/New_York'
----
alter table car alter serviced type timestamptz
--- serviced tz with cast utc @g
alter table car alter serviced type timestamptz using serviced::timestamptz
--- serviced shorter @g
alter table car alter serviced type timestamp(3)
--- spec jsonb @g
alter table car alter spec type jsonb using spec::jsonb
--- hours timetz @g
alter table car alter hours type timetz
--- hours interval @g
alter table car alter hours type interval
--- net text @g
alter table car alter net type text
--- net cidr @g
alter table car alter net type cidr using network(net)
--- raw text @g
alter table car alter raw type text using encode(raw, 'hex')
--- span seconds @g
alter table car alter span type interval day to second
--- span precision @g
alter table car alter span type interval(0)
--- fuel varchar @g
alter table car alter fuel type varchar(10)
--- speed base @g
alter table car alter speed type int
--- speed bigint @g
alter table car alter speed type bigint
--- price wider with check and partial @g
alter table car alter price type numeric(12, 2)
--- size text @g
alter table car alter size type text using size::text
--- drop vin cascade @g
alter table car drop vin cascade
--- drop price @g
alter table car drop price
--- drop color cascade @g
alter table car drop color cascade
--- drop maker column @g
alter table car drop maker_id cascade
--- drop speed size @g
alter table car drop speed, drop if exists size, drop if exists nothing
--- price not null by check @g
alter table car alter price set not null
--- color not null by nothing @g
alter table car alter color set not null
--- wheels not null again @g
alter table car alter wheels set not null
--- maker not null and default @g
alter table car alter maker_id set not null, alter maker_id set default 1
--- add column with collation default @g
alter table car add note text collate "C" not null default ''
--- add domain speed @g
alter table car add top_speed kmh
--- add composite @g
alter table car add box dims default row(1, 2)
--- add enum default cast @g
alter table car add second_fuel fuel default 'gas'::fuel not null
--- add array of domain @g
alter table car add speeds kmh[] default '{}'
--- add now text @g
alter table car add stamp text default now()::text
--- add random in array @g
alter table car add r float[] default array[random(), 1]
--- add pg_sleep default @g
alter table car add x text default pg_typeof(1)::text
--- add setseed default @g
alter table car add x int default length(gen_random_uuid()::text)
--- add foreign key column not null default @g
alter table car add second_maker int not null default 1 references maker
--- add self foreign key column @g
alter table car add parent_id int references car (id)
--- add generated virtual twice @g | 18+
alter table car add a int generated always as (wheels * 2), add b int generated always as (wheels * 3) stored
--- add unique and check columns @g
alter table car add a int unique, add b int check (b > 0)
--- add column if not exists new @g
alter table if exists car add column if not exists x int not null default 0
--- car unique using vin @g
alter table car add unique using index car_vin
--- car primary using vin @g
alter table car drop constraint car_pkey cascade, add primary key using index car_vin
--- maker unique drop @g
alter table maker drop constraint maker_name_country_key
--- maker pkey drop cascade @g
alter table maker drop constraint maker_pkey cascade
--- check like existing @g
alter table car add constraint price_again check (price > 0 and price is not null)
--- check not valid twice @g
alter table car add check (wheels > 0) not valid, add check (mileage > 0) not valid
--- exclude hash @g
alter table car add exclude using hash (color with =)
--- foreign key multi @g
alter table maker add boss text, add boss_country char(2), add constraint boss foreign key (boss, boss_country) references maker (name, country)
--- foreign key replace in one @g
alter table car drop constraint car_maker, add constraint car_maker2 foreign key (maker_id) references maker on delete set null
--- validate of foreign key on partitioned @g
alter table repair_0 add constraint r0 foreign key (no) references maker not valid;
----
alter table repair_0 validate constraint r0
--- foreign key column partitioned @g
alter table repair add maker_id int references maker
--- foreign key column partitioned default @g
alter table repair add maker_id int default 1 references maker
--- repair cost type @g
alter table repair alter cost type numeric(20, 2)
--- repair primary key drop @g
alter table repair drop constraint repair_pkey
--- repair foreign key drop @g
alter table repair drop constraint repair_car_id_fkey
--- car id bigint @g
alter table car alter id type bigint
--- car drop cascade @g
drop table car cascade
--- maker drop cascade @g
drop table maker cascade
--- repair drop @g
drop table repair
--- repair part drop @g
drop table repair_0
--- repair detach @g
alter table repair detach partition repair_1
--- repair truncate @g
truncate repair
--- car truncate cascade @g
truncate car restart identity cascade
--- event identity alter @g
alter table event alter id set generated by default
--- event identity drop @g
alter table event alter id drop identity
--- event kind not null @g
alter table event alter kind set not null
--- event index @g
create index event_kind on event using hash (kind)
--- event unlogged partition @g
alter table event_old set unlogged
--- event move partition @g
alter table event_old set tablespace other_space, set (fillfactor = 80)
--- event detach old @g
alter table event detach partition event_old
--- event attach open range @g
alter table event detach partition event_new;
----
alter table event attach partition event_new for values from ('2020-01-01') to (maxvalue)
--- event attach checked @g
alter table event detach partition event_new;
alter table event_new add check (at >= '2020-01-01' and at < '2030-01-01');
----
alter table event attach partition event_new for values from ('2020-01-01') to ('2030-01-01')
--- event default @g
create table event_rest partition of event default
--- event sub @g
alter table event detach partition event_new;
----
create table event_mid partition of event for values from ('2020-01-01') to ('2021-01-01') partition by list (kind)
--- event pruned delete @g
delete from event where at < '2019-06-01'
--- event insert @g
insert into event (at, kind) values ('2018-01-01', 'z')
--- event update between @g
update event set kind = 'q' where at between '2021-01-01' and '2022-01-01'
--- car insert @g
insert into car (maker_id, vin) values (1, 'new')
--- car insert many @g
insert into car (vin) select vin || 'x' from car
--- car update key @g
update car set maker_id = 2
--- car delete @g
delete from car where id = 1
--- cars view update @g
update cars set color = 'blue'
--- cars view insert @g
insert into cars (color, wheels) values ('x', 4)
--- cars view delete @g
delete from cars
--- car list for update @g
select * from car_list for update
--- car list of nothing for share nowait @g
select c.id from car c, maker m where m.id = c.maker_id for share of m nowait
--- car copy @g
copy car (id, vin) to stdout (format binary)
--- car lock @g
lock car, only maker in share update exclusive mode
--- car cluster @g
cluster car using car_built
--- car vacuum @g
vacuum (verbose, skip_locked) car
--- car analyze @g
analyze verbose car (vin, color)
--- car reindex @g
reindex (verbose) table car
--- car reindex concurrently @g
reindex index concurrently car_color
--- car index concurrently @g
create index concurrently on car (lower(vin)) where wheels = 4
--- car index drop concurrently @g
drop index concurrently if exists car_color
--- event partition index concurrently @g
create index concurrently on event_old (kind)
--- kmh drop @g
alter domain kmh drop constraint fast
--- kmh add @g
alter domain kmh add constraint slow check (value > 0)
--- kmh not null @g
alter domain kmh set not null
--- kmh rename constraint @g
alter domain kmh rename constraint fast to faster
--- kmh drop cascade @g
drop domain kmh cascade
--- dims drop cascade @g
drop type dims cascade
--- dims rename attribute @g
alter type dims rename attribute l to length
--- fuel add @g
alter type fuel add value 'gas2' before 'diesel'
--- paint drop @g
drop function paint() cascade
--- paint rename @g
alter function paint() rename to paint2
--- car disable triggers @g
alter table car disable trigger user, disable row level security
--- car owner writer @g
alter table car owner to writer
--- car rename @g
alter table car rename to vehicle
--- car constraint rename @g
alter table car rename constraint price_ok to price_fine
--- car schema @g
create schema yard;
----
alter table car set schema yard
--- car seq restart @g
alter sequence car_id_seq restart
--- car seq drop @g
drop sequence car_id_seq cascade
--- car options @g
alter table car set (autovacuum_vacuum_threshold = 100, toast.vacuum_truncate = false)
--- car options reset @g
alter table car reset (fillfactor, parallel_workers)
--- car parallel @g
alter table car set (parallel_workers = 4), alter color set statistics 50
--- car identity @g
alter table car alter id drop default, alter id add generated always as identity (start 100)
--- car replica identity @g
alter table car alter vin set not null;
----
alter table car replica identity using index car_vin
--- car statistics @g
create statistics car_stats (mcv) on color, wheels from car
--- car publication @g
create publication out_ for table car, maker
--- car comment @g
comment on constraint price_ok on car is 'x'
--- car grant @g
grant select (vin), insert on car to reader with grant option
--- car like @g
create table car2 (like car including defaults including indexes including statistics)
--- car as @g
create table car3 as select c.*, m.name from car c left join maker m on m.id = c.maker_id
--- car view replace @g
create or replace view cars as select id, color, wheels, vin from car
--- car view drop @g
drop view if exists car_list, cars
--- car matview @g
create materialized view car_stats as select maker_id, count(*) from car group by 1 with no data
--- car policy @g
create policy p on car for update using (wheels = 4) with check (exists (select from maker where id = maker_id))
--- car trigger @g
create trigger t2 after update on car referencing new table as n old table as o for each statement execute function paint()
--- car truncate trigger @g
create trigger t3 after truncate on maker for each statement execute function paint()
