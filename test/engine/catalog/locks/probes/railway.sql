--- world r
create schema net;
create table net.station (id int primary key, name text, unique (name));
insert into net.station select i, 's' || i from generate_series(1, 10) i;
create table net.train (id int primary key, kind text, home int references net.station on delete set null);
insert into net.train select i, 'k', 1 + i % 10 from generate_series(1, 10) i;
create table net.run (id bigint not null, day date not null, train_id int not null references net.train on delete cascade, note text, delay int default 0, primary key (id, day)) partition by range (day);
create table net.run_2023 partition of net.run for values from ('2023-01-01') to ('2024-01-01');
create table net.run_2024 partition of net.run for values from ('2024-01-01') to ('2025-01-01') partition by range (day);
create table net.run_2024_a partition of net.run_2024 for values from ('2024-01-01') to ('2024-07-01');
create table net.run_2024_b partition of net.run_2024 default;
create table net.run_rest partition of net.run default;
insert into net.run select i, date '2023-06-01' + i * 40, 1 + i % 10, 'x' from generate_series(1, 20) i;
create index run_train on net.run (train_id);
create table net.stop (run_id bigint, run_day date, station_id int references net.station, at timestamptz, foreign key (run_id, run_day) references net.run on delete cascade);
insert into net.stop select id, day, 1, now() from net.run;
create table net.vehicle (id int primary key, name text, built date);
create table net.wagon (seats int) inherits (net.vehicle);
create table net.diner (tables int) inherits (net.wagon);
insert into net.vehicle values (1, 'v'); insert into net.wagon values (2, 'w', null, 4); insert into net.diner values (3, 'd', null, 4, 2);
create table net.seat (id int, class int) partition by hash (id);
create table net.seat_0 partition of net.seat for values with (modulus 2, remainder 0);
create table net.seat_1 partition of net.seat for values with (modulus 2, remainder 1);
insert into net.seat select i, 1 from generate_series(1, 10) i;
create function net.log() returns trigger language plpgsql as $$ begin return new; end $$;
create view net.runs as select r.id, r.day, t.kind from net.run r join net.train t on t.id = r.train_id;
create publication pub for table net.run, net.station;

--- select partitioned @r
select * from net.run
--- select pruned constant @r
select * from net.run where day = '2023-07-01'
--- select pruned two levels @r
select * from net.run where day >= '2024-03-01' and day < '2024-06-01' and train_id = 2
--- select one partition @r
select * from net.run_2024
--- select only parent @r
select * from only net.run
--- select inheritance @r
select * from net.vehicle
--- select only inheritance @r
select name from only net.vehicle
--- select middle @r
select name from net.wagon
--- select hash partition @r
select * from net.seat where id = 3
--- select partitioned for update @r
select * from net.run where day = '2023-07-01' for update
--- select view over partitioned @r
select * from net.runs
--- insert partitioned @r
insert into net.run values (100, '2023-02-02', 1)
--- insert partitioned two levels @r
insert into net.run (id, day, train_id) values (100, '2024-02-02', 9)
--- insert into partition @r
insert into net.run_2024_a values (200, '2024-03-03', 1, 'x')
--- insert several rows @r
insert into net.run values (100, '2023-02-02', 1), (101, '2030-01-01', 2)
--- insert select partitioned @r
insert into net.run select id + 1000, day, train_id from net.run
--- insert referencing partitioned @r
insert into net.stop values (1, '2023-07-11', 2, now())
--- insert hash @r
insert into net.seat values (11, 2)
--- insert on conflict partitioned @r
insert into net.run values (1, '2023-07-11', 1) on conflict (id, day) do update set note = 'y'
--- insert inherited @r
insert into net.wagon values (9, 'z', null, 3)
--- update partitioned @r
update net.run set note = 'z'
--- update pruned @r
update net.run set note = 'z' where day = '2023-07-11'
--- update pruned two levels @r
update net.run set delay = 1 where day = '2024-07-11' and train_id = 1
--- update inheritance @r
update net.vehicle set name = 'q'
--- update only @r
update only net.vehicle set name = 'q'
--- update pruned key of reference @r
update net.run set train_id = 2 where day < '2024-01-01'
--- delete from leaf @r
delete from net.run_2023 where id = 1
--- delete train cascades into partitions @r
delete from net.train where id = 2
--- delete inheritance @r
delete from net.vehicle where id = 3
--- copy partitioned query @r
copy (select * from net.run where day < '2024-01-01') to '/dev/null'
--- copy partition to @r
copy net.run_2023 to '/dev/null'
--- copy inherited to @r
copy net.vehicle to '/dev/null'
--- truncate partitioned cascade @r
truncate net.run cascade
--- truncate partition with reference together @r
truncate net.run_2023, net.stop, net.run
--- truncate stop @r
truncate net.stop
--- truncate hash @r
truncate net.seat
--- truncate one hash partition @r
truncate net.seat_1
--- truncate inheritance @r
truncate net.vehicle
--- truncate only inheritance @r
truncate only net.wagon
--- truncate only and descendants @r
truncate only net.vehicle, net.wagon *
--- lock partitioned @r
lock table net.run in share mode
--- lock only partitioned @r
lock table only net.run in access exclusive mode
--- lock sub partitioned @r
lock table net.run_2024
--- lock view over partitioned @r
lock table net.runs in share mode
--- lock inheritance @r
lock net.wagon in row share mode
--- create trigger partitioned row @r
create trigger t after insert on net.run for each row execute function net.log()
--- create trigger partitioned statement @r
create trigger t after insert on net.run for each statement execute function net.log()
--- create trigger on sub partitioned @r
create trigger t before update on net.run_2024 for each row execute function net.log()
--- create trigger on leaf @r
create trigger t before update on net.run_2023 for each row execute function net.log()
--- create constraint trigger partitioned @r
create constraint trigger t after update on net.seat deferrable for each row execute function net.log()
--- create trigger inheritance @r
create trigger t before insert on net.vehicle for each row execute function net.log()
--- drop trigger partitioned @r
create trigger t after insert on net.run for each row execute function net.log();
----
drop trigger t on net.run
--- drop function of partitioned trigger @r
create trigger t after insert on net.run for each row execute function net.log();
----
drop function net.log() cascade
--- rename trigger partitioned @r
create trigger t after insert on net.run for each row execute function net.log();
----
alter trigger t on net.run rename to t2
--- disable trigger partitioned @r
create trigger t after insert on net.run for each row execute function net.log();
----
alter table net.run disable trigger t
--- disable trigger only partitioned @r
create trigger t after insert on net.run for each row execute function net.log();
----
alter table only net.run disable trigger t
--- disable trigger user inheritance @r
alter table net.vehicle disable trigger user
--- create rule partitioned @r
create rule r as on delete to net.run do also select 1
--- create policy partitioned @r
create policy p on net.run using (delay = 0)
--- create policy with subquery @r
create policy p on net.train using (home in (select id from net.station))
--- create statistics partitioned @r
create statistics net.run_stats (dependencies) on train_id, delay from net.run
--- create statistics expression @r
create statistics net.st on lower(name), id from net.station
--- drop statistics @r
create statistics net.run_stats on train_id, delay from net.run;
----
drop statistics net.run_stats
--- alter statistics @r
create statistics net.run_stats on train_id, delay from net.run;
----
alter statistics net.run_stats set statistics 100
--- analyze partitioned @r
analyze net.run
--- analyze leaf @r
analyze net.run_2024_a
--- analyze columns @r
analyze net.station (name)
--- analyze inheritance @r
analyze net.vehicle
--- analyze only partitioned @r | 18+
analyze only net.run
--- vacuum partitioned @r
vacuum net.seat
--- vacuum leaf @r
vacuum (analyze) net.run_2023
--- vacuum full leaf @r
vacuum full net.run_2024_b
--- vacuum inheritance @r
vacuum net.vehicle
--- reindex partitioned table @r
reindex table net.seat
--- reindex partitioned index @r
reindex index net.run_train
--- reindex leaf table @r
reindex table net.run_2023
--- cluster leaf @r
cluster net.run_2023 using run_2023_pkey
--- drop partitioned table cascade @r
drop table net.run cascade
--- drop leaf @r
drop table net.seat_1
--- drop leaf referenced @r
drop table net.stop;
----
drop table net.run_2023
--- drop sub partitioned @r
drop table net.stop;
----
drop table net.run_2024
--- drop default partition @r
drop table net.stop;
----
drop table if exists net.run_rest
--- drop hash parent @r
drop table net.seat
--- drop inheritance leaf @r
drop table net.diner
--- drop inheritance parent cascade @r
drop table net.vehicle cascade
--- drop referencing @r
drop table net.stop
--- drop station cascade @r
drop table net.station cascade
--- drop schema net @r
drop schema net cascade
--- drop index partitioned @r
drop index net.run_train
--- comment partitioned @r
comment on table net.run is 'x'
--- comment constraint partitioned @r
comment on constraint run_pkey on net.run is 'x'
--- comment index @r
comment on index net.run_train is 'x'
--- grant partitioned @r
grant select, insert on net.run to reader
--- grant all in schema @r
grant select on all tables in schema net to reader
--- alter publication add partition @r
alter publication pub add table net.seat
--- alter publication drop @r
alter publication pub drop table net.run
--- alter publication set @r
alter publication pub set table net.train, net.station
--- alter publication via root @r
alter publication pub set (publish_via_partition_root = true)
--- drop publication @r
drop publication pub
--- create publication inherited @r
create publication p2 for table net.vehicle
--- create publication only @r
create publication p2 for table only net.vehicle
--- create publication where @r | 15+
create publication p2 for table net.station (id, name) where (id > 3)
--- create publication schema @r | 15+
create publication p2 for tables in schema net
--- create publication all @r
create publication p2 for all tables
--- refresh as of view create @r
create materialized view net.mv as select day, count(*) from net.run group by day
--- create view over partition @r
create view net.v as select * from net.run_2024
--- explain partitioned @r
explain select * from net.run where day = '2024-07-11'
--- declare cursor partitioned @r
declare c cursor for select * from net.vehicle
--- foreign key parent delete only @r
delete from only net.run where id = 1
--- update moved by trigger @r
create trigger t before update on net.run_2023 for each row execute function net.log();
----
update net.run set delay = 3 where id = 1
--- create table as pruned @r
create table net.copied as select * from net.run where day < '2023-06-01'
--- select setop over inheritance @r
select id from net.diner union select id from only net.wagon
