--- world w
create table t (id int primary key, a int, b text);
insert into t values (1, 1, 'x'), (2, 2, 'y');
create index t_a on t (a);
create table o (id int primary key, t_id int);
insert into o values (1, 1);
create view v as select id, a from t;
create view vv as select id from v;
create view vj as select t.id, o.t_id from t join o on o.t_id = t.id;
create materialized view m as select id, a from t;
create unique index m_id on m (id);
create materialized view mj as select t.id, o.t_id from t join o on o.t_id = t.id;
create role dummy_role_never_used nologin;
drop role dummy_role_never_used;
create function f() returns trigger language plpgsql as 'begin return new; end';

--- create @w
create view n as select * from t
--- create over view @w
create view n as select * from v
--- create join @w
create view n as select t.id from t join o on o.t_id = t.id
--- create or replace new @w
create or replace view n as select id from t
--- create or replace existing @w
create or replace view v as select id, a from t where a > 0
--- create or replace adding column @w
create or replace view v as select id, a, b from t
--- create or replace with dependent @w
create or replace view v as select id, a from t
--- create or replace dropping column fails @w
create or replace view v as select id from t
--- create with security barrier @w
create view n with (security_barrier) as select * from t where a > 0
--- create security invoker @w | 15+
create view n with (security_invoker = true) as select * from t
--- create recursive @w
create recursive view n (x) as values (1) union all select x + 1 from n where x < 5
--- create temporary @w
create temp view n as select id from t
--- create values only
create view n as select 1 as x
--- create with subquery @w
create view n as select id, (select max(id) from o) from t where exists (select from o where t_id = t.id)
--- create view over matview @w
create view n as select * from m
--- create view over partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
create view n as select * from p
--- alter set @w
alter view v set (security_barrier = true)
--- alter reset @w
alter view v reset (security_barrier)
--- alter column default @w
alter view v alter column a set default 5
--- alter rename @w
alter view v rename to v2
--- alter rename column @w
alter view v rename column a to z
--- alter set schema @w
create schema other;
----
alter view v set schema other
--- alter owner @w
alter view v owner to writer
--- alter if exists missing @w
alter view if exists nothing rename to v2
--- drop @w
drop view vj
--- create materialized @w
create materialized view n as select * from t
--- create materialized with no data @w
create materialized view n as select * from t with no data
--- create materialized join @w
create materialized view n as select t.id, o.t_id from t join o on o.t_id = t.id
--- create materialized over view @w
create materialized view n as select * from v
--- create materialized aggregate @w
create materialized view n as select a, count(*) from t group by a
--- create materialized if not exists there @w
create materialized view if not exists m as select * from t
--- create materialized over partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
insert into p values (1, 1);
----
create materialized view n as select * from p
--- refresh @w
refresh materialized view m
--- refresh join @w
refresh materialized view mj
--- refresh with no data @w
refresh materialized view m with no data
--- refresh concurrently @w
refresh materialized view concurrently m
--- refresh concurrently without unique fails @w
refresh materialized view concurrently mj
--- refresh over view @w
create materialized view mv as select * from v;
----
refresh materialized view mv
--- alter materialized rename @w
alter materialized view m rename to m2
--- alter materialized rename column @w
alter materialized view m rename column a to z
--- alter materialized set @w
alter materialized view m set (fillfactor = 70)
--- alter materialized set statistics @w
alter materialized view m alter column a set statistics 100
--- alter materialized set storage
create materialized view m as select 'x'::text as x;
----
alter materialized view m alter column x set storage external
--- alter materialized cluster on @w
alter materialized view m cluster on m_id
--- alter materialized set schema @w
create schema other;
----
alter materialized view m set schema other
--- alter materialized owner @w
alter materialized view m owner to writer
--- alter materialized set access method @w | 15+
alter materialized view m set access method heap
--- alter materialized depends on extension @w
alter materialized view m depends on extension plpgsql
--- drop materialized @w
drop materialized view m
--- drop materialized if exists missing @w
drop materialized view if exists nothing
--- create rule @w
create rule ru as on insert to t do also insert into o values (new.id, new.id)
--- create rule nothing @w
create rule ru as on delete to t do instead nothing
--- create or replace rule @w
create or replace rule ru as on update to t do also notify changed
--- create rule on view @w
create rule ru as on insert to v do instead insert into t (id, a) values (new.id, new.a)
--- drop rule @w
create rule ru as on delete to t do instead nothing;
----
drop rule ru on t
--- drop rule if exists missing @w
drop rule if exists ru on t
--- drop rule on missing table @w
drop rule if exists ru on nothing
--- rename rule @w
create rule ru as on delete to t do instead nothing;
----
alter rule ru on t rename to ru2
--- instead of trigger @w
create trigger tg instead of insert on v for each row execute function f()
--- comment on view @w
comment on view v is 'x'
--- grant on view @w
grant select on v to reader
