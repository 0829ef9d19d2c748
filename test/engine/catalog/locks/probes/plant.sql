--- world p
create table part (id int primary key, sku text not null, body jsonb, words tsvector, place point, qty int, made date);
insert into part select g, 's' || g, '{}', 'x', point(g, g), g, now() from generate_series(1, 6) g;
create index part_sku on part (sku);
create index part_body on part using gin (body);
create index part_place on part using gist (place);
create index part_made on part using brin (made);
create index part_hash on part using hash (qty);
create table bin (id int primary key, part_id int references part);
insert into bin values (1, 1);
create index bin_part on bin (part_id);
create sequence lot;
create sequence owned_lot owned by part.qty;
alter table part alter qty set default nextval('owned_lot');
create schema side;
create table side.shelf (id serial primary key, part_id int references part, label text);
insert into side.shelf (part_id) values (2);
create view side.labels as select label from side.shelf;
create type side.size as enum ('s', 'l');
create table side.box (id int, size side.size default 's', label text);
insert into side.box values (1, 's', 'x');
create domain side.pos as int check (value > 0);
create table side.measured (id int primary key, a side.pos, b side.pos[]);
insert into side.measured (id, a) values (1, 1);
create statistics part_stats (ndistinct) on sku, qty from part;
create table clustered (id int primary key, n int);
insert into clustered values (1, 1), (2, 2);
create index clustered_n on clustered (n);
cluster clustered using clustered_n;
create publication everything for table part;

--- create index plain @p
create index on part (qty)
--- create index gin @p
create index part_words on part using gin (words)
--- create index expression @p
create index on part ((body ->> 'a'), lower(sku) desc nulls last)
--- create unique index include @p
create unique index part_sku_once on part (sku) include (qty) where qty > 0
--- create unique index nulls not distinct @p | 15+
create unique index on part (sku, qty) nulls not distinct
--- create index with storage tablespace @p
create index part_q on part (qty) with (fillfactor = 60) tablespace other_space
--- create index if not exists there @p
create index if not exists part_sku on part (qty)
--- create index if not exists new @p
create index if not exists part_qq on part (qty)
--- create index concurrently @p
create index concurrently part_q on part (qty)
--- create unique index concurrently @p
create unique index concurrently part_q on part (qty)
--- create index concurrently if not exists there @p
create index concurrently if not exists part_sku on part (sku)
--- create index own function @p
create function half(i int) returns int language sql immutable as 'select i / 2';
----
create index on part (half(qty))
--- create index brin options @p
create index on part using brin (made) with (pages_per_range = 16)
--- create index spgist @p
create index on part using spgist (place)
--- create index hash @p
create index on part using hash (sku)
--- create index collation opclass @p
create index on part (sku collate "C" text_pattern_ops)
--- drop index @p
drop index part_sku
--- drop index two @p
drop index part_sku, bin_part
--- drop index concurrently @p
drop index concurrently part_sku
--- drop index if exists missing @p
drop index if exists nothing
--- drop index concurrently missing @p
drop index concurrently if exists nothing
--- alter index fillfactor @p
alter index part_sku set (fillfactor = 50)
--- alter index reset @p
alter index part_sku reset (fillfactor)
--- alter index gin fastupdate @p
alter index part_body set (fastupdate = off)
--- alter index brin @p
alter index part_made set (autosummarize = on)
--- alter index gist buffering @p
alter index part_place set (fillfactor = 80)
--- alter index hash @p
alter index part_hash set (fillfactor = 80)
--- alter index tablespace @p
alter index part_sku set tablespace other_space
--- alter index statistics @p
create index part_low on part (lower(sku));
----
alter index part_low alter column 1 set statistics 100
--- alter index depends @p
alter index part_sku depends on extension plpgsql
--- alter index no depends @p
alter index part_sku no depends on extension plpgsql
--- alter index if exists missing @p
alter index if exists nothing rename to something
--- reindex index @p
reindex index part_sku
--- reindex table @p
reindex table part
--- reindex table verbose tablespace @p
reindex (verbose, tablespace other_space) table bin
--- reindex index concurrently @p
reindex index concurrently part_sku
--- reindex table concurrently option @p
reindex (concurrently) table bin
--- reindex schema @p
reindex schema side
--- reindex primary key @p
reindex index part_pkey
--- cluster using @p
cluster part using part_sku
--- cluster again @p
cluster clustered
--- cluster verbose @p
cluster verbose bin using bin_part
--- vacuum @p
vacuum part
--- vacuum full @p
vacuum full part
--- vacuum options @p
vacuum (freeze, verbose, truncate false, index_cleanup off) bin
--- vacuum analyze two @p
vacuum analyze part, bin
--- vacuum full analyze @p
vacuum (full, analyze) clustered
--- analyze @p
analyze part
--- analyze column @p
analyze part (sku)
--- analyze two @p
analyze bin, clustered
--- checkpoint @p
checkpoint
--- create sequence @p
create sequence if not exists lot
--- create sequence owned @p
create sequence fresh owned by bin.id
--- alter sequence restart @p
alter sequence lot restart with 10
--- alter sequence type @p
alter sequence lot as smallint maxvalue 100 cycle
--- alter sequence owned none @p
alter sequence owned_lot owned by none
--- alter sequence owned other @p
alter sequence lot owned by bin.part_id
--- alter sequence if exists missing @p
alter sequence if exists nothing restart
--- alter sequence logged @p | 15+
alter sequence lot set unlogged
--- drop sequence @p
drop sequence lot
--- drop sequence default cascade @p
drop sequence owned_lot cascade
--- drop serial sequence cascade @p
drop sequence side.shelf_id_seq cascade
--- nextval @p
select nextval('lot')
--- set default nextval @p
alter table bin alter id set default nextval('lot')
--- create table plain @p
create table fresh (id int primary key, name text)
--- create table references @p
create table fresh (id int primary key, part_id int not null references part on delete cascade, other int references bin)
--- create table references self @p
create table fresh (id int primary key, up int references fresh)
--- create table named foreign key @p
create table fresh (id int, s int, constraint f foreign key (s) references side.shelf (id) deferrable)
--- create table serial unique @p
create table fresh (id bigserial primary key, sku text unique default 'x' check (sku <> ''))
--- create table if not exists there @p
create table if not exists bin (id int references part)
--- create table like including @p
create table fresh (like part including all, extra int)
--- create table like two @p
create table fresh (like part including defaults, like bin including constraints excluding indexes)
--- create table like view @p
create table fresh (like side.labels)
--- create table domain column @p
create table fresh (a side.pos, s side.size)
--- create table default nextval @p
create table fresh (id int default nextval('lot'))
--- create table generated @p
create table fresh (a int, b int generated always as (a * 2) stored)
--- create temp table as @p
create temp table fresh on commit drop as select * from part
--- create table as no data @p
create table fresh as select p.id, b.id as bid from part p join bin b on b.part_id = p.id with no data
--- create table as values @p
create table fresh as values (1, 'a')
--- create table as if not exists there @p
create table if not exists bin as select * from part
--- create table as execute @p
create table fresh as table bin
--- create unlogged table partitioned @p
create table fresh (id int, d date, primary key (id, d)) partition by range (d)
--- create table partitioned references @p
create table fresh (id int, part_id int references part) partition by hash (id)
--- drop table @p
drop table clustered
--- drop table referencing @p
drop table bin
--- drop table referenced cascade @p
drop table part cascade
--- drop two tables @p
drop table bin, side.shelf cascade
--- drop table if exists missing @p
drop table if exists nothing
--- drop table in publication @p
create publication extra for table clustered;
----
drop table clustered
--- drop schema cascade @p
drop schema side cascade
--- drop schema empty @p
create schema empty;
----
drop schema empty
--- create schema with table @p
create schema fresh create table t (id int primary key, part_id int references public.part) create view v as select * from t
--- drop type in use cascade @p
drop type side.size cascade
--- drop domain in use cascade @p
drop domain side.pos cascade
--- drop type unused @p
create type t as (a int);
----
drop type t
--- domain add check @p
alter domain side.pos add constraint below check (value < 1000)
--- domain add check not valid @p
alter domain side.pos add constraint below check (value < 1000) not valid
--- domain validate @p
alter domain side.pos add constraint below check (value < 1000) not valid;
----
alter domain side.pos validate constraint below
--- domain set not null unused
create domain d as int;
create table no_use (a int);
----
alter domain d set not null
--- domain set not null used
create domain d as int;
create table uses (a d, b int);
insert into uses values (1, 1);
create table uses_too (c d) partition by list (c);
create table uses_too_1 partition of uses_too for values in (1);
insert into uses_too values (1);
----
alter domain d set not null
--- domain over domain
create domain d as int;
create domain dd as d;
create table uses (a dd);
insert into uses values (1);
----
alter domain d add check (value > 0)
--- domain drop constraint @p
alter domain side.pos drop constraint pos_check
--- domain set default @p
alter domain side.pos set default 4
--- domain drop not null @p
alter domain side.pos drop not null
--- domain owner @p
alter domain side.pos owner to writer
--- enum add in use @p
alter type side.size add value 'm' after 's'
--- enum rename value @p
alter type side.size rename value 's' to 'small'
--- type set property @p
create type rng as range (subtype = int4);
----
alter type rng rename to rng2
--- create statistics @p
create statistics more on sku, made from part
--- create statistics expressions @p
create statistics more on (qty * 2), sku from part
--- create statistics if not exists @p
create statistics if not exists part_stats on sku, qty from part
--- alter statistics target @p
alter statistics part_stats set statistics 1000
--- drop statistics @p
drop statistics part_stats
--- owner statistics @p
alter statistics part_stats owner to reader
--- comment statistics @p
comment on statistics part_stats is 'x'
--- create publication for all @p
create publication a for all tables
--- create publication tables @p
create publication a for table bin, only side.shelf
--- create publication schema @p | 15+
create publication a for tables in schema side
--- create publication columns @p | 15+
create publication a for table part (id, sku)
--- alter publication add @p
alter publication everything add table bin
--- alter publication set @p
alter publication everything set table bin, clustered
--- alter publication drop @p
alter publication everything drop table part
--- alter publication schema @p | 15+
alter publication everything add tables in schema side
--- alter publication options @p
alter publication everything set (publish = 'insert')
--- alter publication owner @p
alter publication everything owner to writer
--- alter publication rename @p
alter publication everything rename to all_of_it
--- drop publication @p
drop publication everything
--- create subscription off @p
create subscription s connection 'dbname=nothing' publication p with (connect = false, slot_name = none)
--- create fdw @p
create foreign data wrapper w
--- create server @p
create foreign data wrapper w;
----
create server srv foreign data wrapper w
--- create foreign table @p
create foreign data wrapper w;
create server srv foreign data wrapper w;
----
create foreign table ft (id int, t text) server srv
--- alter foreign table @p
create foreign data wrapper w;
create server srv foreign data wrapper w;
create foreign table ft (id int, t text) server srv;
----
alter foreign table ft add column n int, alter t type varchar(10), options (add a 'b')
--- foreign table column options @p
create foreign data wrapper w;
create server srv foreign data wrapper w;
create foreign table ft (id int, t text) server srv;
----
alter foreign table ft alter column t options (add c 'd')
--- drop foreign table @p
create foreign data wrapper w;
create server srv foreign data wrapper w;
create foreign table ft (id int, t text) server srv;
----
drop foreign table ft
--- drop server cascade @p
create foreign data wrapper w;
create server srv foreign data wrapper w;
create foreign table ft (id int, t text) server srv;
----
drop server srv cascade
--- create aggregate @p
create aggregate sum_of (int) (sfunc = int4pl, stype = int)
--- create operator @p
create operator === (leftarg = int, rightarg = int, function = int4eq)
--- create cast @p
create function to_pos(text) returns int language sql as 'select 1';
----
create cast (side.size as int) with inout
--- create collation @p
create collation german (provider = icu, locale = 'de')
--- create text search configuration @p
create text search configuration own (copy = english)
--- create event trigger @p
create function on_ddl() returns event_trigger language plpgsql as 'begin end';
----
create event trigger et on ddl_command_end execute function on_ddl()
--- create role @p
create role passing_by
--- alter role setting @p
alter role reader set statement_timeout = '5s'
--- set local @p
set local lock_timeout = '2s'
--- reset @p
reset all
--- discard plans @p
discard plans
--- discard all @p
discard all
--- alter system @p
alter system set work_mem = '5MB'
--- alter database setting @p
alter database oracle set work_mem = '5MB'
--- notify @p
notify channel, 'x'
--- listen @p
listen channel
--- show @p
show work_mem
--- set constraints @p
set constraints all deferred
--- create extension @p
create extension if not exists plpgsql
--- load @p
load 'plpgsql'
--- create access method @p
create access method own type table handler heap_tableam_handler
--- comment schema @p
comment on schema side is 'x'
--- comment type @p
comment on type side.size is 'x'
--- comment domain constraint @p
comment on constraint pos_check on domain side.pos is 'x'
--- alter table if exists missing @p
alter table if exists nothing add column a int
--- alter table other schema @p
alter table side.shelf add column n int default 1, drop column label cascade
--- drop view in schema @p
drop view side.labels
--- security definer alter @p
create function f() returns int language sql as 'select 1';
----
alter function f() security definer
