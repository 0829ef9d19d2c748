--- columns and options
create table t (a int primary key, b text, c jsonb);
create view v as select a, b from t;
create view w (x, y) as select a, upper(b) from t where a > 1;
create view s with (security_barrier) as select * from t;
create view k as select a, b from t where a > 0 with local check option;
create view l with (check_option = cascaded) as select a from t;
create view m as values (1, 'x'), (2, 'y');
create view n as select 'x'::text, now(), count(*), a + 1, coalesce(b, ''), case when true then 1 end, array[1], a::bigint, (select max(a) from t) , b as bb from t group by a, b;
create or replace view v as select a, b, c from t;
--- joins, subqueries, sets and common tables
create table t (a int primary key, b text);
create table u (id int primary key, a int, t_a int references t, c text);
create view v as select t.*, u.c from t join u on u.t_a = t.a;
create view w as with x as (select a as z from t), y (q) as (select c from u) select x.z, y.q from x, y;
create view s as select a from t union all select id from u order by 1;
create view k as select a, (select count(*) from u where u.t_a = t.a) as n from t where exists (select 1 from u where id = t.a);
create view l as select j.*, row_number() over (partition by b order by a) from (select a, b from t) j (a, b);
create view m as select * from v natural join w;
create view n as select g from generate_series(1, 3) g;
create recursive view r (i) as select 1 union all select i + 1 from r where i < 3;
create view o as select a, t.b, u.c from t left join u using (a);
--- {"postgres": 14} rename, move, drop, alter
create schema x;
create table t (a int primary key, b text);
create view v as select a, b from t;
create view w as select a from v;
alter view v rename to vv;
alter view vv rename column b to bb;
alter view vv set schema x;
alter view x.vv set (security_barrier = true);
alter view x.vv reset (security_barrier);
alter view x.vv alter column a set default 5;
drop view w;
drop view if exists w;
--- cascade
create table t (a int primary key, b text);
create view v as select a, b from t;
create view w as select a from t;
create view x as select * from v;
alter table t drop column b cascade;
--- materialized
create table t (a int primary key, b text);
create materialized view m as select a, b as label from t with no data;
create materialized view if not exists m as select 1 as z;
create materialized view n (x) with (fillfactor = 70) as select a from t;
create index on n (x);
alter materialized view n rename to nn;
alter materialized view nn rename column x to y;
alter materialized view m set (fillfactor = 50);
refresh materialized view nn;
drop materialized view m;
--- of views of types
create type mood as enum ('a');
create table t (a mood);
create view v as select a from t;
create table c as select a from v;
--- {"postgres": 15} security invoker
create view s with (security_invoker = true, security_barrier) as select 1 as a;
alter view s set (security_invoker = false);
--- what a star shows
create table t (a int, b text, id int);
create table u (id int, c text, a int);
create view v as select * from t join u using (id, a);
create view w as select * from t natural join u;
create view x as select * from t, (select id as k from u) s left join (select c as cc from u) m on true;
create view y as select * from json_to_recordset('[]') as r (q int, z text);
create view z as select t.*, r.n from t cross join lateral (select count(*) as n from u where u.id = t.id) r;
create view zz as select * from (select 1 as one) s, xmltable('/' passing '<a/>' columns k int path '@k', n text path 'n');
