--- world x
create table lines (id int primary key, code text unique not null);
insert into lines values (1, 'A'), (2, 'B');
create table stops (id int primary key, name text);
insert into stops values (1, 's'), (2, 't');
create table trips (line_id int not null, day date not null, no int not null, stop_id int, note text, late boolean) partition by list (line_id);
create table trips_a partition of trips for values in (1) partition by range (day);
create table trips_a_23 partition of trips_a for values from ('2023-01-01') to ('2024-01-01');
create table trips_a_24 partition of trips_a for values from ('2024-01-01') to ('2025-01-01');
create table trips_a_rest partition of trips_a default;
create table trips_b partition of trips for values in (2);
insert into trips values (1, '2023-02-02', 1, 1, 'n', false), (1, '2024-02-02', 2, 1, 'n', false), (1, '2030-01-01', 3, 2, 'n', true), (2, '2024-02-02', 4, 2, 'n', true);
create index trips_no on trips (no);
create table tickets (id int primary key, trip_no int, trip_line int, trip_day date, price numeric);
insert into tickets values (1, 1, 1, '2023-02-02', 3);

--- world keyed
create table zones (id int, region int, label text, primary key (id, region)) partition by range (region);
create table zones_1 partition of zones for values from (1) to (10);
create table zones_2 partition of zones for values from (10) to (20);
insert into zones values (1, 1, 'z'), (2, 11, 'y');
create table fares (id int, zone_id int, region int, amount numeric, primary key (id, region), foreign key (zone_id, region) references zones) partition by range (region);
create table fares_1 partition of fares for values from (1) to (10);
create table fares_2 partition of fares for values from (10) to (20);
insert into fares values (1, 1, 1, 10), (2, 2, 11, 10);
create table passes (id int primary key, zone_id int, region int, foreign key (zone_id, region) references zones on delete cascade);
insert into passes values (1, 1, 1);

--- 001 pk over everything @x
alter table trips add primary key (line_id, day, no)
--- 002 fk to stops @x
alter table trips add constraint trips_stop foreign key (stop_id) references stops
--- 003 fk on sub tree not valid leaf @x
alter table trips_a_23 add constraint trips_stop foreign key (stop_id) references stops not valid
--- 004 fk when leaf already has one @x
alter table trips_b add constraint b_stop foreign key (stop_id) references stops;
----
alter table trips add constraint trips_stop foreign key (stop_id) references stops
--- 005 unique index when leaf has one @x
create unique index b_u on trips_b (line_id, day, no);
----
create unique index on trips (line_id, day, no)
--- 006 index when leaf has one @x
create index b_stop on trips_b (stop_id);
----
create index on trips (stop_id)
--- 007 check on top when leaf has it @x
alter table trips_b add constraint c check (no > 0);
----
alter table trips add constraint c check (no > 0)
--- 008 check only on sub tree @x
alter table trips_a add constraint c check (no > 0)
--- 009 set not null sub tree @x
alter table trips_a alter stop_id set not null
--- 010 set not null one leaf has check @x
alter table trips_b add constraint c check (stop_id is not null);
----
alter table trips alter stop_id set not null
--- 011 drop not null top @x
alter table trips alter no drop not null
--- 012 set not null only top @x
alter table only trips alter stop_id drop not null
--- 013 attach sub partition with default full @x
create table trips_a_25 (like trips);
insert into trips_a_25 values (1, '2025-01-01', 9, 1, 'x', true);
----
alter table trips_a attach partition trips_a_25 for values from ('2025-01-01') to ('2026-01-01')
--- 014 create sub partition with default full @x
create table trips_a_25 partition of trips_a for values from ('2025-01-01') to ('2026-01-01')
--- 015 create partition top null list @x
create table trips_c partition of trips for values in (3, 4)
--- 016 attach with check only on list key @x
create table trips_c (like trips, check (line_id = 3));
insert into trips_c values (3, '2025-01-01', 9, 1, 'x', true);
----
alter table trips attach partition trips_c for values in (3)
--- 017 attach with constraint in other shape @x
create table trips_c (like trips, check (line_id in (3, 4)));
insert into trips_c values (3, '2025-01-01', 9, 1, 'x', true);
----
alter table trips attach partition trips_c for values in (3, 4, 5)
--- 018 attach narrower list @x
create table trips_c (like trips, check (line_id in (3, 4, 5)));
insert into trips_c values (3, '2025-01-01', 9, 1, 'x', true);
----
alter table trips attach partition trips_c for values in (3, 4)
--- 019 attach range with between @x
create table trips_a_25 (like trips, check (day between '2025-01-01' and '2025-12-31'), check (line_id = 1));
insert into trips_a_25 values (1, '2025-01-01', 9, 1, 'x', true);
----
alter table trips_a attach partition trips_a_25 for values from ('2025-01-01') to ('2026-01-01')
--- 020 attach sub tree @x
create table trips_d (like trips) partition by range (day);
create table trips_d_1 partition of trips_d for values from ('2024-01-01') to ('2025-01-01');
create table trips_d_2 partition of trips_d default;
insert into trips_d values (4, '2024-01-01', 1, 1, 'x', true), (4, '2026-01-01', 1, 1, 'x', true);
----
alter table trips attach partition trips_d for values in (4)
--- 021 detach sub of default @x
alter table trips_a detach partition trips_a_23
--- 022 detach sub default @x
alter table trips_a detach partition trips_a_rest
--- 023 detach tree top @x
alter table trips detach partition trips_a
--- 024 detach concurrently sub no default @x
alter table trips detach partition trips_b concurrently
--- 025 detach referenced @keyed
delete from fares where region = 11;
----
alter table zones detach partition zones_2
--- 026 detach concurrently of referenced @keyed
alter table fares detach partition fares_2 concurrently
--- 027 detach of referencing @keyed
alter table fares detach partition fares_2
--- 028 drop fk of partitioned both sides @keyed
alter table fares drop constraint fares_zone_id_region_fkey
--- 029 drop referencing partition @keyed
drop table fares_2
--- 030 new partition of referenced @keyed
create table zones_3 partition of zones for values from (20) to (30)
--- 031 new partition of referencing @keyed
create table fares_3 partition of fares for values from (20) to (30)
--- 032 attach to referencing @keyed
create table fares_3 (like fares including all);
insert into zones values (3, 15, 'q');
----
alter table fares attach partition fares_3 for values from (20) to (30)
--- 033 attach to referenced @keyed
create table zones_3 (like zones including all);
insert into zones_3 values (5, 25, 'q');
----
alter table zones attach partition zones_3 for values from (20) to (30)
--- 034 fk new partitioned to partitioned @keyed
create table extras (id int, zone_id int, region int, foreign key (zone_id, region) references zones) partition by hash (id)
--- 035 fk table to partitioned valid @keyed
create table extras (id int, zone_id int, region int);
insert into extras values (1, 1, 1);
----
alter table extras add foreign key (zone_id, region) references zones
--- 036 alter type of label @keyed
alter table zones alter label type varchar
--- 037 alter type key region of passes @keyed
alter table passes alter zone_id type bigint
--- 038 alter type of partitioned key column @keyed
alter table zones alter id type bigint
--- 039 alter constraint deferrable passes @keyed
alter table passes alter constraint passes_zone_id_region_fkey deferrable
--- 040 alter constraint deferrable fares @keyed
alter table fares alter constraint fares_zone_id_region_fkey deferrable initially deferred
--- 041 drop pk cascade of zones @keyed
alter table zones drop constraint zones_pkey cascade
--- 042 drop zones cascade @keyed
drop table zones cascade
--- 043 rename zones @keyed
alter table zones rename to areas
--- 044 zones disable trigger all @keyed
alter table zones disable trigger all
--- 045 fares disable trigger all @keyed
alter table fares disable trigger all
--- 046 passes disable trigger all @keyed
alter table passes disable trigger all
--- 047 add column to passes if not exists @keyed
alter table passes add column if not exists region int
--- 048 drop column amount @keyed
alter table fares drop column amount
--- 049 drop zone key columns @keyed
alter table passes drop column zone_id
--- 050 add column references on tree @x
alter table trips add column alt_stop int references stops
--- 051 add column references default on tree @x
alter table trips add column alt_stop int default 1 references stops
--- 052 add generated on tree @x
alter table trips add column twice int generated always as (no * 2) stored
--- 053 add check column on tree @x
alter table trips add column w int check (w > 0)
--- 054 add unique column fails add index instead @x
create index trips_late on trips (late) where late
--- 055 index expression tree @x
create index on trips (lower(note)) include (no)
--- 056 index only sub @x
create index on only trips_a (note)
--- 057 drop sub index fails drop top @x
drop index trips_no
--- 058 alter index set on partitioned @x
alter index trips_b_no_idx set (fillfactor = 50)
--- 059 reindex index of leaf concurrently @x
reindex index concurrently trips_a_23_no_idx
--- 060 reindex partitioned index concurrently @x
reindex index concurrently trips_no
--- 061 reindex sub table @x
reindex table trips_a
--- 062 statistics object on top @x
create statistics trip_stats on line_id, stop_id from trips
--- 063 trigger on top @x
create function f() returns trigger language plpgsql as 'begin return null; end';
----
create trigger trips_after after insert on trips for each row execute function f()
--- 064 enable trigger on top @x
create function f() returns trigger language plpgsql as 'begin return null; end';
create trigger trips_after after insert on trips for each row execute function f();
----
alter table trips disable trigger trips_after
--- 065 only enable trigger on top @x
create function f() returns trigger language plpgsql as 'begin return null; end';
create trigger trips_after after insert on trips for each row execute function f();
----
alter table only trips disable trigger trips_after
--- 066 rename trigger on top @x
create function f() returns trigger language plpgsql as 'begin return null; end';
create trigger trips_after after insert on trips for each row execute function f();
----
alter trigger trips_after on trips rename to trips_done
--- 067 top owner and rls @x
alter table trips owner to writer, force row level security
--- 068 storage and statistic on tree @x
alter table trips alter note set storage main, alter note set statistics 10
--- 069 compression on tree @x
alter table trips alter note set compression pglz
--- 070 type note varchar then tree @x
alter table trips alter note type varchar
--- 071 type no bigint indexed tree @x
alter table trips alter no type bigint
--- 072 unlogged leaf @x
alter table trips_b set unlogged
--- 073 tablespace sub @x
alter table trips_a set tablespace other_space
--- 074 rename column sub fails rename top @x
alter table trips rename note to remark
--- 075 drop column tree only @x
alter table trips drop column late
--- 076 default partition create top @x
create table trips_z partition of trips default partition by list (stop_id)
--- 077 attach default with check @x
create table trips_z (like trips, check (line_id not in (1, 2)));
insert into trips_z values (9, '2025-01-01', 9, 1, 'x', true);
----
alter table trips attach partition trips_z default
--- 078 tickets reference trips @x
alter table trips add primary key (line_id, day, no);
----
alter table tickets add constraint trip_fk foreign key (trip_line, trip_day, trip_no) references trips (line_id, day, no)
--- 079 tickets reference trips not valid then validate @x
alter table trips add primary key (line_id, day, no);
alter table tickets add constraint trip_fk foreign key (trip_line, trip_day, trip_no) references trips (line_id, day, no) not valid;
----
alter table tickets validate constraint trip_fk
--- 080 create like partitioned @x
create table trips_like (like trips including indexes including constraints)
--- 081 drop constraint on leaf @x
alter table trips_b add constraint c check (no > 0);
----
alter table trips_b drop constraint c
--- 082 not null on tree not valid @x | 18+
alter table trips add constraint sn not null stop_id not valid
--- 083 validate not null on tree @x | 18+
alter table trips add constraint sn not null stop_id not valid;
----
alter table trips validate constraint sn
--- 084 fk not valid on tree @x | 18+
alter table trips add constraint trips_stop foreign key (stop_id) references stops not valid
--- 085 validate fk on tree @x | 18+
alter table trips add constraint trips_stop foreign key (stop_id) references stops not valid;
----
alter table trips validate constraint trips_stop
--- 086 fk not enforced on tree @x | 18+
alter table trips add constraint trips_stop foreign key (stop_id) references stops not enforced
--- 087 set access method heap2 @x | 17+
create access method heap2 type table handler heap_tableam_handler;
----
alter table trips_b set access method heap2
--- 088 set access method default on top @x | 17+
create access method heap2 type table handler heap_tableam_handler;
----
alter table trips set access method heap2
