--- world w
create schema fm;
create schema am;
create table fm.station (id int primary key, name text, freq numeric, unique (freq));
insert into fm.station select i, 's' || i, i from generate_series(1, 100) i;
create index station_name on fm.station (lower(name)) where freq > 10;
create table fm.program (id int generated always as identity primary key, station_id int references fm.station, title text, slots int4range, body text);
insert into fm.program (station_id, title, slots) select i, 't' || i, int4range(i, i + 1) from generate_series(1, 50) i;
create index program_gist on fm.program using gist (slots);
create index program_hash on fm.program using hash (title);
create index program_brin on fm.program using brin (id);
create table am.station (id int primary key, name text) with (fillfactor = 70);
insert into am.station values (1, 'a');
create table am.listener (id bigint, station_id int, at timestamptz) partition by range (at);
create table am.listener_1 partition of am.listener for values from ('2024-01-01') to ('2024-02-01');
create table am.listener_2 partition of am.listener for values from ('2024-02-01') to ('2024-03-01');
insert into am.listener values (1, 1, '2024-01-15'), (2, 1, '2024-02-15');
create index listener_station on am.listener (station_id);
create materialized view fm.top as select name from fm.station where freq < 5;
create unlogged table scratch (id int primary key, t text);
insert into scratch values (1, 'x');
create foreign data wrapper dummy;
create server remote foreign data wrapper dummy;
create foreign table fm.remote_log (id int, line text) server remote options (path '/x');
create publication news for table fm.station, am.station;
create view fm.all_stations as select id, name from fm.station union all select id, name from am.station;
create statistics fm.st on name, freq from fm.station;

--- vacuum table @w
vacuum fm.station
--- vacuum verbose analyze @w
vacuum (verbose, analyze) fm.program
--- vacuum freeze @w
vacuum freeze am.station
--- vacuum full @w
vacuum full fm.station
--- vacuum full analyze @w
vacuum (full, analyze) fm.program
--- vacuum two @w
vacuum fm.station, am.station
--- vacuum partitioned @w
vacuum am.listener
--- vacuum analyze columns @w
vacuum analyze fm.station (name, freq)
--- vacuum no truncate @w
vacuum (truncate false, index_cleanup off) scratch
--- vacuum skip locked @w
vacuum (skip_locked, parallel 0) scratch
--- vacuum full partitioned @w
vacuum full am.listener
--- vacuum full matview @w
vacuum full fm.top
--- analyze database @w
analyze
--- analyze table @w
analyze fm.station
--- analyze verbose column @w
analyze verbose fm.program (title)
--- analyze two @w
analyze fm.station, am.listener_1
--- analyze partitioned @w
analyze am.listener
--- cluster using @w
cluster fm.station using station_pkey
--- cluster again @w
alter table fm.station cluster on station_freq_key;
----
cluster fm.station
--- cluster verbose gist @w
cluster verbose fm.program using program_gist
--- cluster partitioned @w | 15+
cluster am.listener using listener_station
--- reindex table @w
reindex table fm.program
--- reindex table concurrently @w
reindex table concurrently fm.station
--- reindex index @w
reindex index fm.station_name
--- reindex index concurrently @w
reindex index concurrently fm.program_hash
--- reindex index constraint concurrently @w
reindex index concurrently fm.station_pkey
--- reindex schema @w
reindex schema fm
--- reindex schema concurrently @w
reindex schema concurrently am
--- reindex partitioned concurrently @w
reindex table concurrently am.listener
--- reindex partitioned index @w
reindex index am.listener_station
--- reindex verbose tablespace @w
reindex (verbose, tablespace other_space) table am.station
--- reindex unlogged @w
reindex table scratch
--- checkpoint @w
checkpoint
--- discard all @w
discard all
--- discard temp @w
discard temp
--- truncate unlogged @w
truncate scratch
--- insert foreign @w
create table f2 (id int);
----
insert into f2 select id from fm.station
--- create foreign table @w
create foreign table fm.other (id int, v text) server remote
--- create foreign table inherits @w
create foreign table fm.other () inherits (scratch) server remote
--- alter foreign table @w
alter foreign table fm.remote_log add column x int
--- alter foreign table options @w
alter foreign table fm.remote_log options (set path '/y')
--- alter foreign table column options @w
alter foreign table fm.remote_log alter column line options (add kind 'a')
--- alter foreign table rename @w
alter foreign table fm.remote_log rename to rl
--- drop foreign table @w
drop foreign table fm.remote_log
--- comment foreign table @w
comment on foreign table fm.remote_log is 'x'
--- foreign table trigger @w
create function trg() returns trigger language plpgsql as $$ begin return new; end $$;
----
create trigger t before insert on fm.remote_log for each row execute function trg()
--- foreign partition @w
create foreign table am.listener_3 partition of am.listener for values from ('2024-03-01') to ('2024-04-01') server remote
--- create server @w
create server second foreign data wrapper dummy options (host 'x')
--- alter server @w
alter server remote options (add host 'y')
--- drop server cascade @w
drop server remote cascade
--- drop foreign data wrapper cascade @w
drop foreign data wrapper dummy cascade
--- alter foreign data wrapper @w
alter foreign data wrapper dummy options (add debug 'true')
--- create user mapping @w
create user mapping for current_user server remote
--- drop user mapping @w
create user mapping for reader server remote;
----
drop user mapping for reader server remote
--- create foreign data wrapper @w
create foreign data wrapper other
--- create view over foreign @w
create view fm.v as select * from fm.remote_log
--- create extension @w
create extension pgcrypto
--- create extension if not exists @w
create extension if not exists plpgsql
--- create extension schema @w
create extension citext with schema fm
--- drop extension @w
create extension hstore;
----
drop extension hstore
--- drop extension cascade column @w
create extension citext;
create table e (id int, name citext);
create index e_name on e (name);
----
drop extension citext cascade
--- drop extension cascade index @w
create extension pg_trgm;
create index station_trgm on fm.station using gin (name gin_trgm_ops);
----
drop extension pg_trgm cascade
--- drop extension cascade default @w
create extension "uuid-ossp";
create table e (id uuid default uuid_generate_v4());
----
drop extension if exists "uuid-ossp" cascade
--- drop extension cascade hstore @w
create extension hstore;
create table e (id int, h hstore);
create view ev as select id, h -> 'a' as a from e;
----
drop extension hstore cascade
--- drop extension missing @w
drop extension if exists postgis
--- alter extension update @w
create extension hstore;
----
alter extension hstore update
--- alter extension schema @w
create extension citext;
create table e (id int, name citext);
----
alter extension citext set schema fm
--- alter extension add @w
create extension hstore;
----
alter extension hstore add table scratch
--- comment on extension @w
comment on extension plpgsql is 'y'
--- create publication all @w
create publication p for all tables
--- create publication two @w
create publication p for table fm.program, only am.station with (publish = 'insert')
--- create publication empty @w
create publication p
--- create publication partitioned @w
create publication p for table am.listener
--- create publication schema @w | 15+
create publication p for tables in schema am
--- create publication columns @w | 15+
create publication p for table fm.station (id, name) where (name is not null)
--- alter publication add @w
alter publication news add table fm.program
--- alter publication set @w
alter publication news set table am.listener
--- alter publication set same @w
alter publication news set table fm.station, am.station
--- alter publication drop @w
alter publication news drop table fm.station, am.station
--- alter publication options @w
alter publication news set (publish = 'insert, update')
--- alter publication rename @w
alter publication news rename to news2
--- alter publication owner @w
alter publication news owner to current_user
--- alter publication add schema @w | 15+
alter publication news add tables in schema am
--- drop publication @w
drop publication news
--- drop table published @w
drop table am.station cascade
--- comment publication @w
comment on publication news is 'x'
--- create subscription @w
create subscription s connection 'dbname=nothing' publication p with (connect = false)
--- alter subscription @w
create subscription s connection 'dbname=nothing' publication p with (connect = false, slot_name = none);
----
alter subscription s set publication p2 with (refresh = false)
--- drop subscription @w
create subscription s connection 'dbname=nothing' publication p with (connect = false, slot_name = none);
----
drop subscription s
--- create access method @w
create access method heap2 type table handler heap_tableam_handler
--- create table with access method @w
create table t2 (id int) using heap
--- create tablespace @w
create table t2 (id int) tablespace other_space
--- alter system @w
alter system set work_mem = '5MB'
--- alter database @w
alter database oracle set work_mem = '5MB'
--- load @w
load 'plpgsql'
--- select from union view @w
select count(*) from fm.all_stations
--- create transform @w
create text search template tt (lexize = dsimple_lexize)
--- import lo @w
select lo_create(0)
--- set session @w
set session characteristics as transaction isolation level read committed
--- set transaction @w
set transaction isolation level serializable
--- select txid @w
select txid_current(), pg_backend_pid()
--- create statistics @w
create statistics fm.s2 (dependencies) on id, freq from fm.station
--- drop statistics @w
drop statistics if exists fm.st, fm.nothing
--- drop statistics of dropped table @w
drop table fm.program
--- drop view @w
drop view if exists fm.all_stations cascade
--- drop table under view @w
drop table fm.station cascade
--- drop schema am @w
drop schema am cascade
--- drop access method @w
create access method heap2 type table handler heap_tableam_handler;
----
drop access method heap2
--- alter table set tablespace @w
alter table all in tablespace other_space set tablespace pg_default
--- definition of a view @w
select pg_get_viewdef('fm.all_stations'::regclass)
--- indexdef @w
select pg_get_indexdef('fm.station_name'::regclass), pg_get_constraintdef(oid) from pg_constraint where conname = 'station_pkey'
--- relation size index @w
select pg_indexes_size('fm.station'), pg_relation_filepath('fm.station_pkey')
--- stat reset @w
select pg_stat_reset_single_table_counters('fm.station'::regclass)
--- brin summarize @w
select brin_summarize_new_values('fm.program_brin')
--- table to xml @w
select query_to_xml('select 1', true, false, '')
--- set config @w
select set_config('search_path', 'fm', false)
--- pg try lock loop @w
select pg_try_advisory_lock(1), pg_sleep(0)
