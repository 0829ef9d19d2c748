--- world few
create table a (id int primary key, n int);
insert into a values (1, 1);
create table pp (id int not null, k int) partition by list (k);
create table pp1 partition of pp for values in (1);
insert into pp values (1, 1);
create materialized view ma as select id from a;
create unique index ma_id on ma (id);

--- world e
create table a (id int primary key, n int, t text, u int unique, c varchar(10), d date);
insert into a select g, g, 'x', g, 'c', now() from generate_series(1, 4) g;
create table b (id int primary key, a_id int references a, a_u int references a (u), w text);
insert into b select g, g, g, 'w' from generate_series(1, 4) g;
create index b_a on b (a_id);
create table pp (id int not null, k int not null, v int, primary key (id, k)) partition by list (k);
create table pp1 partition of pp for values in (1, 2);
create table pp2 partition of pp for values in (3);
insert into pp values (1, 1, 1), (2, 3, 1);
create table fkp (id int primary key, p_id int, p_k int, foreign key (p_id, p_k) references pp);
insert into fkp values (1, 1, 1), (2, 2, 3);
create table cp (id int not null, p_id int, p_k int) partition by hash (id);
create table cp0 partition of cp for values with (modulus 1, remainder 0);
insert into cp values (1, 1, 1), (2, 2, 3);
create view va as select id, t from a;
create materialized view ma as select b.id, a.t from a join b on b.a_id = a.id;
create unique index ma_id on ma (id);
create function trig() returns trigger language plpgsql as 'begin new.t := lower(new.t); return new; end';
create trigger a_low before insert or update on a for each row execute function trig();
create type kind as enum ('x', 'y');
create type addr as (street text, zip text);
create domain zip as text check (length(value) = 5);
create sequence s1;

--- new column set not null in one @e
alter table a add column z int default 0, alter column z set not null
--- new column and unique @e
alter table a add column z int, add unique (z)
--- new column and primary key swap @e
alter table a add column z bigserial, drop constraint a_pkey cascade, add primary key (z)
--- add two foreign keys to one table @e
alter table b add constraint f1 foreign key (id) references a, add constraint f2 foreign key (id) references a (u) not valid
--- drop two foreign keys @e
alter table b drop constraint b_a_id_fkey, drop constraint b_a_u_fkey
--- drop unique with fk cascade @e
alter table a drop constraint a_u_key cascade
--- rename constraint of unique @e
alter table a rename constraint a_u_key to a_u_once
--- partitioned to partitioned fk @e
alter table cp add foreign key (p_id, p_k) references pp
--- fk to partitioned not valid @e
alter table fkp add constraint again foreign key (p_id, p_k) references pp not valid
--- drop fk to partitioned @e
alter table fkp drop constraint fkp_p_id_p_k_fkey
--- drop referenced partition fails @e
drop table pp2
--- detach referenced partition @e
alter table pp detach partition pp2
--- attach to referenced @e
create table pp3 (id int not null, k int not null, v int);
insert into pp3 values (1, 4, 1);
----
alter table pp attach partition pp3 for values in (4)
--- attach proven list @e
create table pp3 (id int not null, k int not null, v int, check (k in (4, 5)), primary key (id, k));
insert into pp3 values (1, 4, 1);
----
alter table pp attach partition pp3 for values in (4, 5)
--- create partition of referenced @e
create table pp4 partition of pp for values in (7)
--- create default partition of referenced @e
create table ppd partition of pp default
--- truncate referenced partition fails @e
truncate pp1
--- truncate referenced cascade @e
truncate pp cascade
--- drop referenced cascade @e
drop table pp cascade
--- delete from partitioned @e
delete from pp where k = 3
--- update partitioned v @e
update pp set v = 2 where k in (1, 2)
--- insert partitioned list @e
insert into pp (id, k, v) values (9, 3, 1), (8, 1, 1)
--- insert fk to partitioned @e
insert into fkp values (2, 1, 1)
--- type of partitioned key column fails @e
alter table pp alter k type bigint
--- type of partitioned value @e
alter table pp alter v type bigint
--- check on partition @e
alter table pp1 add constraint vpos check (v > 0) not valid
--- validate on partition @e
alter table pp1 add constraint vpos check (v > 0) not valid;
----
alter table pp1 validate constraint vpos
--- drop pk of partitioned cascade @e
alter table pp drop constraint pp_pkey cascade
--- index on partition @e
create index pp1_v on pp1 (v)
--- drop column of partitioned @e
alter table pp drop column v
--- set not null on partition @e
alter table pp1 alter v set not null
--- add pk using index on unique @e
create unique index b_new on b (a_id);
----
alter table b drop constraint b_pkey, add primary key using index b_new
--- drop not null on pk column fails @e
alter table a alter id drop not null
--- type date to timestamp @e
alter table a alter d type timestamp using d::timestamp
--- type varchar to varchar same @e
alter table a alter c type varchar(10)
--- type int to smallint @e
alter table a alter n type smallint
--- type unique referenced @e
alter table a alter u type bigint
--- type referencing @e
alter table b alter a_u type bigint
--- type text to enum @e
update a set t = 'x';
drop view va; drop materialized view ma;
----
alter table a alter t type kind using t::kind
--- type to composite fails @e
alter table a alter n type addr
--- add composite column default @e
alter table a add column home addr default row('s', '12345')
--- add zip column @e
alter table a add column z zip
--- add zip array @e
alter table a add column z zip[] default '{12345}'
--- composite change in use fails @e
create table h (id int, home addr);
----
alter type addr alter attribute zip type varchar(5)
--- composite add in use @e
create table h (id int, home addr);
----
alter type addr add attribute city text
--- domain new check unused @e
alter domain zip add constraint digits check (value ~ '^[0-9]+$')
--- domain set not null with table @e
create table h (id int, z zip);
insert into h values (1, '12345');
----
alter domain zip set not null
--- sequence set owned and back @e
alter sequence s1 owned by a.n
--- sequence rename @e
alter sequence if exists s1 rename to s2
--- table default nextval then drop sequence cascade @e
alter table a alter n set default nextval('s1');
----
drop sequence if exists s1 cascade
--- matview refresh join @e
refresh materialized view ma
--- matview concurrently @e
refresh materialized view concurrently ma
--- matview index concurrently @e
create index concurrently ma_t on ma (t)
--- matview drop index @e
drop index ma_id
--- cluster matview @e
cluster ma using ma_id
--- vacuum full matview @e
vacuum full ma
--- drop base cascade @e
drop table a cascade
--- drop two with fk between @e
drop materialized view ma; 
----
drop table b, a cascade
--- drop child @e
drop materialized view ma;
----
drop table b
--- rename referenced @e
alter table a rename to aa
--- rename view @e
alter table va rename to vb
--- set schema matview @e
create schema other;
----
alter materialized view ma set schema other
--- set schema view via table @e
create schema other;
----
alter table va set schema other
--- set schema sequence @e
create schema other;
----
alter sequence s1 set schema other
--- rename schema @e
create schema other;
create table other.t (id int);
----
alter schema other rename to another
--- create in schema with trigger @e
create schema z create table zt (id int primary key) create view zv as select * from zt
--- alter default trigger function @e
alter function trig() set search_path = pg_catalog, public
--- drop trigger function fails @e
drop function trig()
--- drop trigger cascade @e
drop trigger a_low on a cascade
--- create statement trigger @e
create trigger s after truncate on b for each statement execute function trig()
--- alter trigger rename @e
alter trigger a_low on a rename to a_lower
--- enable replica trigger @e
alter table a enable replica trigger a_low
--- insert with trigger @e
insert into a values (50, 1, 'T', 50, 'c', now())
--- update referenced column @e
update a set u = u + 100 where id = 40
--- update referenced same table other @e
update a set n = 0
--- delete child @e
delete from b
--- merge @e | 15+
merge into b using a on a.id = b.a_id when matched and a.n > 2 then delete when matched then update set w = a.t
--- select for share of view @e
select * from va for share
--- select union for nothing @e
select id from a union select id from b
--- with update returning @e
with x as (update b set w = 'z' returning a_id) select * from a where id in (select a_id from x)
--- copy @e
copy b (id, w) to '/dev/null' with (format csv)
--- analyze one column @e
analyze a (t)
--- analyze everything @few
analyze
--- vacuum everything @few
vacuum
--- reindex partitioned concurrently @e
reindex table concurrently pp
--- reindex concurrently matview @e
reindex table concurrently ma
--- reindex schema concurrently @few
reindex schema concurrently public
--- cluster partitioned @e | 15+
cluster pp using pp_pkey
--- lock nowait only @e
lock table only a, b in share update exclusive mode nowait
--- comment on constraint @e
comment on constraint b_a_id_fkey on b is 'x'
--- comment on trigger @e
comment on trigger a_low on a is 'x'
--- comment on view column @e
comment on column va.t is 'x'
--- grant all tables @few
grant all on all tables in schema public to reader
--- grant partitioned @e
grant select on pp to reader
--- revoke grant option @e
revoke grant option for select on a from reader
--- publication except @e
create publication pb for table a, only b with (publish = 'insert, update')
--- statistics if not exists @e
create statistics if not exists st (mcv) on n, t from a
--- set access method same @e | 15+
alter table a set access method heap
--- unlogged referenced fails @e
alter table a set unlogged
--- unlogged referencing @e
alter table b set unlogged
--- set several options @e
alter table a set (autovacuum_analyze_threshold = 10, toast.autovacuum_enabled = false, parallel_workers = 2)
--- only add column fails on partition @e
alter table pp1 add column z int
--- alter column only set default @e
alter table only pp alter v set default 1
--- create index with collation and opclass @e
create index on a (t collate "C" text_pattern_ops, n desc)
--- create index method hash concurrently @e
create index concurrently on b using hash (w)
--- drop index backing unique fails @e
drop index a_u_key
--- primary key without overlaps | 18+
create table o (id int4range, during daterange);
insert into o values ('[1,2)', '[2020-01-01,2020-02-01)');
----
alter table o add primary key (id, during without overlaps)
--- not null no inherit | 18+
create table o (id int);
insert into o values (1);
----
alter table o add constraint nn not null id no inherit
--- check not enforced then validate fails @e | 18+
alter table a add constraint ne check (n > 0) not enforced
--- virtual column add two @e | 18+
alter table a add column v1 int generated always as (n + 1), add column v2 text generated always as (upper(t)) virtual
--- create extension trigram
create extension if not exists pg_trgm
--- alter extension add @e
alter extension plpgsql add function trig()
