--- world t
create table ref (id int primary key, name text);
insert into ref select i, 'r' || i from generate_series(1, 3) i;
create table t (id int primary key, a int, b text, ref_id int references ref);
insert into t select i, i, 'b' || i, 1 from generate_series(1, 10) i;
create index t_a on t (a);
create table u (id int, c varchar(10), t_id int references t on delete cascade on update cascade);
insert into u values (1, 'x', 1), (2, 'y', 2);
create table p (id int, x int, primary key (id, x)) partition by range (x);
create table p1 partition of p for values from (0) to (100);
create table p2 partition of p for values from (100) to (200);
create table pd partition of p default;
insert into p select i, i * 30 from generate_series(1, 10) i;
create sequence sq;
create view vw as select id, a from t;
create view vw2 as select v.a, r.name from vw v join ref r on r.id = v.a;
create materialized view mv as select a, count(*) as n from t group by a;
create unique index mvi on mv (a);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger trg before insert on t for each row execute function f();
create table pa (id int, z text); create table ch (extra int) inherits (pa);
insert into pa values (1, 'a'); insert into ch values (2, 'b', 3);

--- drop function cascade @t
drop function f() cascade
--- truncate cascade ref @t
truncate ref cascade
--- truncate p1 @t
truncate p1
--- truncate p @t
truncate p
--- truncate pa @t
truncate pa
--- refresh @t
refresh materialized view mv
--- refresh concurrently @t
refresh materialized view concurrently mv
--- comment constraint @t
comment on constraint t_ref_id_fkey on t is 'x'
--- grant @t
grant select on t, vw to reader
--- create policy @t
create policy pol on t using (a > 0)
--- create rule @t
create rule r1 as on delete to u do also delete from t where id = old.t_id
--- rule insert select @t
create rule r1 as on insert to ref do instead insert into u (id) values (new.id)
--- update t id @t
update t set id = 100 where id = 1
--- delete t @t
delete from t where id = 2
--- delete ref none @t
delete from u; delete from t;
----
delete from ref where id = 1
--- update vw @t
update vw set a = 1 where id = 1
--- insert vw @t
insert into vw values (50, 1)
--- delete vw where subquery @t
delete from vw where a in (select a from vw2)
--- lock vw2 @t
lock vw2 in access share mode
--- drop view cascade @t
drop view vw cascade
--- drop matview @t
drop materialized view mv
--- drop table t cascade @t
drop table t cascade
--- drop table p @t
drop table p
--- drop partition @t
drop table p1
--- drop default partition @t
drop table pd
--- drop pa cascade @t
drop table pa cascade
--- drop sequence @t
drop sequence sq
--- drop owned seq default @t
alter table t alter column a set default nextval('sq');
----
drop sequence sq cascade
--- create statistics @t
create statistics st on a, b from t
--- create publication @t
create publication pub for table t, p
--- create publication ch @t
create publication pub for table pa
--- vacuum p @t
vacuum p
--- analyze pa @t
analyze pa
--- vacuum full mv @t
vacuum full mv
--- cluster t @t
cluster t using t_a
--- reindex t @t
reindex table t
--- reindex concurrently index @t
reindex index concurrently t_a
--- reindex p concurrently @t
reindex table concurrently p
--- create view or replace @t
create or replace view vw as select id, a, b from t
--- create trigger p @t
create trigger tr2 after insert or update on p for each row execute function f()
--- alter view owner @t
alter view vw owner to reader
--- alter table owner @t
alter table t owner to reader
--- alter matview rename @t
alter materialized view mv rename to mv2
--- alter function @t
alter function f() rename to g
--- do alter @t
do $$ begin if not exists (select from pg_attribute where attrelid = 't'::regclass and attname = 'zz') then alter table t add column zz int; end if; end $$
--- do for partitions @t
do $$ begin for i in 3..4 loop execute format('create table p_%s partition of p for values from (%s) to (%s)', i, i * 1000, i * 1000 + 100); end loop; end $$
--- do guarded type @t
do $$ begin create type mood as enum ('x'); exception when duplicate_object then null; end $$
--- do dynamic index @t
do $$ declare tbl text := 't'; begin execute 'create index on ' || tbl || ' (b)'; end $$
--- select into @t
select * into n from vw2
--- ctas with data @t
create table n as select t.*, r.name from t left join ref r on r.id = t.ref_id
--- insert on conflict @t
insert into t (id, a, ref_id) values (1, 2, 1) on conflict (id) do update set a = excluded.a
--- insert on conflict new @t
insert into t (id, a, ref_id) values (77, 2, 1) on conflict do nothing
--- insert p @t
insert into p values (7, 150)
--- insert p default @t
insert into p values (7, 1500)
--- insert p generate series @t
insert into p select g, g from generate_series(1, 5) g
--- update p key @t
update p set x = 150 where x = 30
--- update p pruned @t
update p set id = id + 100 where x < 50
--- delete p pruned @t
delete from p where x = 120
--- merge t @t | 15+
merge into t using ref r on r.id = t.id when matched then update set b = r.name when not matched then insert (id, a) values (r.id, 1)
--- copy to @t
copy (select * from vw2) to '/dev/null'
--- copy from @t
copy u (id, t_id) from program 'printf "9\t3\n"'
--- select for update @t
select * from t join u on u.t_id = t.id for update of u
--- select for share p @t
select * from p where x = 30 for share
--- create function atomic @t
create function g() returns bigint language sql begin atomic select count(*) from vw; end
--- create procedure call @t
create procedure pr() language plpgsql as $$ begin update t set b = 'z' where id = 1; insert into ref values (99, 'q'); end $$;
----
call pr()
--- set not null then drop nothing @t
alter table u disable trigger all
--- discard @t
discard temp
--- declare cursor hold @t
declare c cursor with hold for select * from vw2
--- security definer search path @t
create schema s; create table s.t (id int); create function s.w() returns void language sql security definer set search_path = s as $$ insert into t values (1) $$;
----
select s.w()
--- event trigger @t
create table log (x text); create function e() returns event_trigger language plpgsql as $$ begin insert into log values (tg_tag); end $$; create event trigger et on ddl_command_end execute function e();
----
alter table t add column q int
--- revoke @t
revoke all on all tables in schema public from public
--- drop extension column @t
create extension citext; alter table u add column e citext; create index u_e on u (e);
----
drop extension citext cascade
--- drop schema other cascade @t
create schema s; create table s.x (id int primary key, t_id int references t); create view s.v as select * from t;
----
drop schema s cascade
--- drop index missing @t
drop index if exists not_there
--- drop table missing @t
drop table if exists not_there cascade
--- alter table missing @t
alter table if exists not_there add column x int
--- drop type cascade @t
create type e1 as enum ('a'); alter table u add column e e1; create view ev as select e from u;
----
drop type e1 cascade
--- drop domain cascade @t
create domain d as int check (value > 0); alter table u add column e d;
----
drop domain d cascade
--- comment on view @t
comment on view vw is 'x'
--- alter default privileges @t
alter default privileges in schema public grant select on tables to reader
--- setval serial @t
select setval('sq', (select max(id) from t))
--- explain analyze @t
explain analyze update u set c = 'z' where id = 1
