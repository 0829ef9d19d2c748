--- world f
create table depot (id int primary key, region text not null unique);
insert into depot values (1, 'n'), (2, 's'), (3, 'e');
create table trip (
  id bigint not null,
  depot_id int references depot,
  day date not null,
  km int,
  note varchar(20),
  primary key (id, day)
) partition by range (day);
create table trip_2023 partition of trip for values from ('2023-01-01') to ('2024-01-01');
create table trip_2024 partition of trip for values from ('2024-01-01') to ('2025-01-01');
insert into trip select g, g % 3 + 1, '2023-05-01'::date + 300 * (g % 2), g, 'x' from generate_series(1, 6) g;
create index trip_km on trip (km);
create table load (id int primary key, trip_id bigint, day date, weight int, foreign key (trip_id, day) references trip);
insert into load values (1, 1, '2024-02-25', 5);
create table stop (id int not null, kind text not null, at int) partition by list (kind);
create table stop_a partition of stop for values in ('a', 'b');
create table stop_rest partition of stop default;
insert into stop values (1, 'a', 1), (2, 'c', 2);
create table ping (id int not null, v int) partition by hash (id);
create table ping_0 partition of ping for values with (modulus 2, remainder 0);
create table ping_1 partition of ping for values with (modulus 2, remainder 1);
insert into ping select g, g from generate_series(1, 10) g;
create table deep (id int not null, y int not null, k text) partition by range (y);
create table deep_1 partition of deep for values from (1) to (10) partition by list (k);
create table deep_1x partition of deep_1 for values in ('x');
create table deep_1y partition of deep_1 for values in ('y');
create table deep_2 partition of deep for values from (10) to (20);
insert into deep values (1, 1, 'x'), (2, 2, 'y'), (3, 12, 'z');
create index deep_id on deep (id);
create table vehicle (id int primary key, plate text, depot_id int references depot);
create table truck (axles int) inherits (vehicle);
create table van (seats int, primary key (id)) inherits (vehicle);
insert into vehicle values (1, 'a', 1);
insert into truck values (2, 'b', 1, 3);
insert into van values (3, 'c', 2, 8);
create function fleet_log() returns trigger language plpgsql as 'begin return null; end';

--- add column to partitioned @f
alter table trip add column driver int
--- add column volatile to partitioned @f
alter table trip add column token uuid default gen_random_uuid()
--- add column to multi level @f
alter table deep add column extra text default 'x'
--- add column to partition fails @f
alter table trip_2023 add column extra int
--- add column to inheritance parent @f
alter table vehicle add column color text default 'red'
--- add column only parent @f
alter table only vehicle add column color text
--- add column volatile to inheritance parent @f
alter table vehicle add column r float default random()
--- drop column inheritance @f
alter table vehicle drop column plate
--- drop column only inheritance @f
alter table only vehicle drop column plate
--- rename column inheritance @f
alter table vehicle rename column plate to sign
--- rename column partitioned @f
alter table trip rename column note to remark
--- type partitioned varchar wider @f
alter table trip alter note type varchar(50)
--- type partitioned rewrite indexed @f
alter table trip alter km type bigint
--- type inheritance @f
alter table vehicle alter plate type varchar(10)
--- set not null partitioned @f
alter table trip alter km set not null
--- set not null only partitioned @f
alter table only trip alter note set not null
--- set not null inheritance @f
alter table vehicle alter plate set not null
--- set default partitioned @f
alter table trip alter km set default 0
--- set default only partitioned @f
alter table only trip alter km set default 0
--- set default partition @f
alter table trip_2023 alter km set default 9
--- drop not null inheritance @f
alter table deep alter id drop not null
--- set statistics partitioned @f
alter table trip alter km set statistics 200
--- set storage partitioned @f
alter table trip alter note set storage plain
--- add check partitioned @f
alter table trip add constraint km_pos check (km >= 0)
--- add check partitioned not valid @f
alter table trip add constraint km_pos check (km >= 0) not valid
--- validate check partitioned @f
alter table trip add constraint km_pos check (km >= 0) not valid;
----
alter table trip validate constraint km_pos
--- validate check partitioned one child valid @f
alter table trip_2023 add constraint km_pos check (km >= 0);
alter table trip add constraint km_pos check (km >= 0) not valid;
----
alter table trip validate constraint km_pos
--- add check inheritance @f
alter table vehicle add check (length(plate) < 9)
--- add check only no inherit @f
alter table only vehicle add check (length(plate) < 9) no inherit
--- drop check partitioned @f
alter table trip add constraint km_pos check (km >= 0);
----
alter table trip drop constraint km_pos
--- rename check partitioned @f
alter table trip add constraint km_pos check (km >= 0);
----
alter table trip rename constraint km_pos to km_not_negative
--- add unique partitioned @f
alter table trip add unique (day, km)
--- add primary key partitioned @f
alter table stop add primary key (id, kind)
--- add primary key hash @f
alter table ping add constraint ping_key primary key (id)
--- add unique only partitioned @f
alter table only trip add constraint once unique (day, depot_id)
--- add foreign key partitioned @f
alter table stop add foreign key (at) references depot
--- add foreign key partition @f
alter table stop_a add foreign key (at) references depot
--- add foreign key to partitioned @f
create table fine (id int, trip_id bigint, day date);
insert into fine values (1, 1, '2024-02-25');
----
alter table fine add foreign key (trip_id, day) references trip
--- add foreign key partitioned not valid @f | 18+
alter table stop add constraint at_fk foreign key (at) references depot not valid
--- validate foreign key partitioned @f | 18+
alter table stop add constraint at_fk foreign key (at) references depot not valid;
----
alter table stop validate constraint at_fk
--- drop foreign key of partitioned @f
alter table trip drop constraint trip_depot_id_fkey
--- drop foreign key to partitioned @f
alter table load drop constraint load_trip_id_day_fkey
--- alter constraint partitioned @f
alter table trip alter constraint trip_depot_id_fkey deferrable
--- rename foreign key partitioned @f
alter table trip rename constraint trip_depot_id_fkey to trip_depot
--- rename primary key partitioned @f
alter table trip rename constraint trip_pkey to trip_key
--- drop index partitioned @f
drop index trip_km
--- create index partitioned @f
create index on trip (depot_id)
--- create index only partitioned @f
create index trip_note on only trip (note)
--- create index matching child @f
create index trip_2023_note on trip_2023 (note);
----
create index trip_note on trip (note)
--- create unique index hash @f
create unique index on ping (id)
--- create index multi level @f
create index on deep (k)
--- create index on partition @f
create index on trip_2024 (note)
--- attach index @f
create index trip_note on only trip (note);
create index trip_2023_note on trip_2023 (note);
----
alter index trip_note attach partition trip_2023_note
--- rename partitioned index @f
alter index trip_km rename to trip_kilometres
--- reindex partitioned index @f
reindex index trip_km
--- reindex partitioned table @f
reindex table trip
--- reindex partition @f
reindex table trip_2024
--- reindex table concurrently @f
reindex table concurrently trip_2024
--- reindex partitioned concurrently @f
reindex index concurrently trip_km
--- reindex partition index @f
reindex index trip_2023_km_idx
--- partition of new @f
create table trip_2025 partition of trip for values from ('2025-01-01') to ('2026-01-01')
--- partition of default @f
create table trip_rest partition of trip default
--- partition of with default there @f
create table stop_c partition of stop for values in ('z')
--- partition of default fits @f
alter table stop_rest add check (kind in ('c', 'd') and kind is not null);
----
create table stop_z partition of stop for values in ('z')
--- partition of partitioned @f
create table deep_3 partition of deep for values from (20) to (30) partition by hash (id)
--- partition of leaf @f
create table deep_1z partition of deep_1 for values in ('z')
--- partition with own constraint @f
create table trip_2025 partition of trip (km default 5, constraint c check (km > 0), foreign key (km) references depot) for values from ('2025-01-01') to ('2026-01-01')
--- partition if not exists there @f
create table if not exists trip_2024 partition of trip for values from ('2025-01-01') to ('2026-01-01')
--- attach plain @f
create table trip_2025 (like trip including defaults);
insert into trip_2025 values (1, 1, '2025-05-05', 1, 'x');
----
alter table trip attach partition trip_2025 for values from ('2025-01-01') to ('2026-01-01')
--- attach implied @f
create table trip_2025 (like trip including all, check (day >= '2025-01-01' and day < '2026-01-01'));
insert into trip_2025 values (1, 1, '2025-05-05', 1, 'x');
----
alter table trip attach partition trip_2025 for values from ('2025-01-01') to ('2026-01-01')
--- attach implied with foreign key @f
create table trip_2025 (like trip including all, check (day >= '2025-01-01' and day < '2026-01-01'), foreign key (depot_id) references depot);
insert into trip_2025 values (1, 1, '2025-05-05', 1, 'x');
----
alter table trip attach partition trip_2025 for values from ('2025-01-01') to ('2026-01-01')
--- attach not valid check @f
create table stop_z (like stop);
insert into stop_z values (1, 'z', 1);
alter table stop_z add constraint z check (kind = 'z') not valid;
----
alter table stop attach partition stop_z for values in ('z')
--- attach list implied with default @f
create table stop_z (like stop, check (kind = 'z'));
insert into stop_z values (1, 'z', 1);
----
alter table stop attach partition stop_z for values in ('z')
--- attach list implied default excluded @f
create table stop_z (like stop, check (kind = 'z'));
insert into stop_z values (1, 'z', 1);
alter table stop_rest add constraint not_z check (kind is not null and kind <> 'z');
----
alter table stop attach partition stop_z for values in ('z')
--- attach default @f
create table trip_rest (like trip);
insert into trip_rest values (1, 1, '2030-01-01', 1, 'x');
----
alter table trip attach partition trip_rest default
--- attach hash @f
alter table ping detach partition ping_1;
----
alter table ping attach partition ping_1 for values with (modulus 2, remainder 1)
--- attach sub partitioned @f
create table deep_3 (id int not null, y int not null, k text) partition by list (k);
create table deep_3x partition of deep_3 for values in ('x');
insert into deep_3 values (1, 25, 'x');
----
alter table deep attach partition deep_3 for values from (20) to (30)
--- attach with trigger on parent @f
create trigger ping_log after insert on ping for each row execute function fleet_log();
alter table ping detach partition ping_1;
----
alter table ping attach partition ping_1 for values with (modulus 2, remainder 1)
--- detach plain @f
alter table ping detach partition ping_0
--- detach with foreign key @f
alter table trip detach partition trip_2023
--- detach with default @f
alter table stop detach partition stop_a
--- detach default @f
alter table stop detach partition stop_rest
--- detach concurrently @f
alter table ping detach partition ping_0 concurrently
--- detach concurrently range @f
alter table deep detach partition deep_2 concurrently
--- detach multi level @f
alter table deep detach partition deep_1
--- drop partition with default @f
drop table stop_a
--- drop leaf of sub partitioned @f
drop table deep_1y
--- drop partitioned @f
drop table ping
--- drop multi level @f
drop table deep
--- drop partitioned with foreign key cascade @f
drop table trip cascade
--- truncate partitioned @f
truncate ping
--- truncate partition @f
truncate stop_a
--- truncate only partitioned fails @f
truncate only ping
--- truncate inheritance @f
truncate vehicle
--- truncate only inheritance @f
truncate only vehicle
--- truncate several restart @f
create table counted (id serial primary key);
insert into counted default values;
----
truncate counted, ping restart identity
--- inherit new @f
create table bike (like vehicle);
insert into bike values (9, 'z', 1);
----
alter table bike inherit vehicle
--- no inherit @f
alter table truck no inherit vehicle
--- create inherits two @f
create table amphibian (fins int) inherits (truck, van)
--- drop parent cascade @f
drop table vehicle cascade
--- drop child @f
drop table truck
--- trigger row on partitioned @f
create trigger log after update on trip for each row execute function fleet_log()
--- trigger statement on partitioned @f
create trigger log after update on trip execute function fleet_log()
--- trigger on inheritance parent @f
create trigger log after update on vehicle for each row execute function fleet_log()
--- drop trigger partitioned @f
create trigger log after update on trip for each row execute function fleet_log();
----
drop trigger log on trip
--- rename trigger partitioned @f
create trigger log after update on trip for each row execute function fleet_log();
----
alter trigger log on trip rename to logged
--- disable trigger partitioned @f
create trigger log after update on trip for each row execute function fleet_log();
----
alter table trip disable trigger log
--- owner partitioned @f
alter table trip owner to writer
--- set schema partitioned @f
create schema side;
----
alter table trip set schema side
--- rename partitioned @f
alter table trip rename to journey
--- rename partition @f
alter table trip_2023 rename to journey_2023
--- set tablespace partitioned @f
alter table trip set tablespace other_space
--- set tablespace partition @f
alter table trip_2023 set tablespace other_space
--- set tablespace partitioned index @f
alter index trip_km set tablespace other_space
--- unlogged partition @f
alter table ping_0 set unlogged
--- replica identity partitioned @f
alter table trip replica identity full
--- replica identity partition index @f
alter table trip_2023 replica identity using index trip_2023_pkey
--- rls partitioned @f
alter table trip enable row level security
--- options partition @f
alter table trip_2023 set (fillfactor = 50)
--- cluster partition @f
cluster trip_2023 using trip_2023_km_idx
--- cluster partitioned @f | 15+
cluster trip using trip_km
--- vacuum partitioned @f
vacuum trip
--- vacuum partition analyze @f
vacuum (analyze) trip_2023
--- vacuum full partitioned @f
vacuum full ping
--- analyze partitioned @f
analyze trip
--- analyze inheritance @f
analyze vehicle
--- analyze partition columns @f
analyze trip_2023 (km, day)
--- lock partitioned @f
lock table trip in share mode
--- lock only inheritance @f
lock table only vehicle in access exclusive mode
--- lock inheritance nowait @f
lock vehicle in row exclusive mode nowait
--- insert into partitioned constant @f
insert into trip values (50, 1, '2023-07-07', 1, 'x')
--- insert into default @f
insert into stop values (9, 'q', 1)
--- insert into partition directly @f
insert into trip_2024 values (50, 2, '2024-07-07', 1, 'x')
--- insert multi level @f
insert into deep (id, y, k) values (7, 3, 'y')
--- update pruned @f
update trip set km = km + 1 where day = '2024-02-25'
--- update moves @f
update stop set kind = 'a' where kind = 'c'
--- update all partitions @f
update ping set v = v + 1
--- delete pruned range @f
delete from deep where y >= 10
--- delete from referenced partitioned @f
delete from trip where day >= '2023-01-01' and day < '2024-01-01'
--- update inheritance @f
update vehicle set plate = 'x' where id = 2
--- delete only inheritance @f
delete from only vehicle where id = 1
--- select pruned @f
select * from trip where day = '2023-06-06'
--- select for update partitioned @f
select * from ping for update
--- select join inheritance @f
select * from vehicle v join depot d on d.id = v.depot_id
--- copy partitioned out @f
copy ping_0 to stdout
--- publication of partitioned @f
create publication p for table trip, stop
--- publication with row filter @f | 15+
create publication p for table trip (id, day) where (day > '2020-01-01')
--- publication add and set @f
create publication p for table depot;
----
alter publication p set table ping, vehicle
--- publication drop @f
create publication p for table depot, stop;
----
alter publication p drop table stop
--- statistics on partitioned @f
create statistics s (dependencies) on day, km from trip
--- comment partition @f
comment on table trip_2023 is 'old'
--- grant partitioned @f
grant select on trip to reader
--- identity partitioned @f
create table seqd (id int generated always as identity, k int) partition by list (k)
--- add identity partitioned @f
alter table stop alter id add generated always as identity
--- create like partitioned @f
create table trip_copy (like trip including all)
--- create as partitioned @f
create table trip_copy as select * from trip where km > 1
--- create view over partitioned @f
create view v as select * from trip
--- matview over inheritance @f
create materialized view v as select plate from vehicle
--- drop column of partitioned with index @f
alter table trip drop column km
--- drop foreign key column of partitioned @f
alter table trip drop column depot_id
--- two on partitioned @f
alter table trip add column a int, alter km set not null
