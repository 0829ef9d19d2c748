--- world x
create domain short as varchar(20);
create domain shorter as varchar(10);
create table t (id int primary key, s short, v varchar(10), b bit(4), n int, t text, owner int);
insert into t values (1, 'x', 'x', B'0101', 1, 'x', 1), (2, 'y', 'y', B'0101', 2, 'y', 2);
create index t_n on t (n);
create table r (id int primary key, code text unique);
insert into r values (1, 'a'), (2, 'b');
create view v1 as select id, n, t from t;
create view v2 as select id, n from v1;
create view v3 as select id from v2;
create table l (id int not null, k text not null) partition by list (k);
create table l_rest partition of l default;
insert into l values (1, 'c');
create table audit (id serial primary key, line text);
insert into audit (line) values ('x');
create foreign data wrapper w;
create server srv foreign data wrapper w;
create foreign table ft (id int, t text) server srv;
create function on_ddl() returns event_trigger language plpgsql as $$ begin insert into audit (line) values (tg_tag); end $$;

--- domain to longer varchar @x
alter table t alter s type varchar(30)
--- domain to text @x
alter table t alter s type text
--- domain to same length @x
alter table t alter s type varchar(20)
--- varchar to longer domain @x
alter table t alter v type short
--- varchar to same length domain @x
alter table t alter v type shorter
--- domain to domain @x
alter table t alter s type shorter using s::text
--- varchar through text back @x
alter table t alter v type varchar(10) using v::text
--- varchar through varchar @x
alter table t alter v type varchar using v::varchar(40)
--- bit to varbit unbound @x
alter table t alter b type varbit
--- int through bigint @x
alter table t alter owner type numeric using owner::bigint
--- varchar through varchar and text @x
alter table t alter v type text using v::varchar::text
--- two new columns one with key @x
alter table t add column a int default 1, add column c int references r
--- new column with key and key of old @x
alter table t add column c int references r, add foreign key (owner) references r
--- new column default and key in one @x
alter table t add column c int default 1 references r, add column d int references r
--- key dropped and made again @x
alter table t drop constraint t_pkey, add primary key (id, n)
--- key made and old one dropped @x
alter table t add primary key (n), drop constraint t_pkey
--- unique dropped and made again @x
alter table r drop constraint r_code_key, add unique (code)
--- composite type set schema @x
create schema side;
create type pair as (a int, b int);
----
alter type pair set schema side
--- insert three views deep @x
insert into v2 (id, n) values (7, 1)
--- update three views deep @x
update v3 set id = 9 where id = 1
--- delete three views deep @x
delete from v3 where id = 1
--- lock rows of a subquery @x
select * from (select t.id from t join r on r.id = t.owner) s for update
--- lock rows of one subquery @x
select * from (select id from t) s join r on r.id = s.id for share of s
--- lock rows of nested subquery @x
select * from (select * from (select id from t) a) b for no key update
--- lock rows of a query in with @x
with s as (select id from t) select * from s join r on r.id = s.id for update
--- attach default excluded by inequality @x
create table l_z (like l, check (k = 'z'));
insert into l_z values (1, 'z');
alter table l_rest add check (k <> 'z');
----
alter table l attach partition l_z for values in ('z')
--- attach default excluded by inequalities @x
create table l_z (like l, check (k in ('y', 'z')));
insert into l_z values (1, 'z');
alter table l_rest add check (k <> 'z' and k <> 'y');
----
alter table l attach partition l_z for values in ('y', 'z')
--- attach default excluded by not in @x
create table l_z (like l, check (k in ('y', 'z')));
insert into l_z values (1, 'z');
alter table l_rest add check (k not in ('y', 'z'));
----
alter table l attach partition l_z for values in ('y', 'z')
--- create partition default excluded @x
alter table l_rest add check (k <> 'z');
----
create table l_z partition of l for values in ('z')
--- foreign table type @x
alter foreign table ft alter t type varchar(5)
--- foreign table check @x
alter foreign table ft add check (id > 0)
--- foreign table not null @x
alter foreign table ft alter id set not null
--- foreign table column with default @x
alter foreign table ft add column n int default random()
--- drop server with tables @x
drop server srv cascade
--- event trigger on any @x
create event trigger et on ddl_command_end execute function on_ddl();
----
alter table t add column z int
--- event trigger of its tag @x
create event trigger et on ddl_command_start when tag in ('CREATE INDEX', 'DROP TABLE') execute function on_ddl();
----
create unique index on t (n)
--- event trigger of another tag @x
create event trigger et on ddl_command_start when tag in ('CREATE TABLE') execute function on_ddl();
----
create unique index on t (n)
--- event trigger on drop @x
create event trigger et on sql_drop execute function on_ddl();
----
alter table t drop column owner
--- event trigger on drop not dropping @x
create event trigger et on sql_drop execute function on_ddl();
----
alter table t alter n set default 1
--- event trigger on rewrite @x
create event trigger et on table_rewrite execute function on_ddl();
----
alter table t alter owner type bigint
--- event trigger on rewrite not rewriting @x
create event trigger et on table_rewrite execute function on_ddl();
----
alter table t alter v type text
--- event trigger and query @x
create event trigger et on ddl_command_end execute function on_ddl();
----
update t set n = 1
--- event trigger disabled @x
create event trigger et on ddl_command_end execute function on_ddl();
alter event trigger et disable;
----
create index on t (owner)
--- event trigger on refresh @x
create materialized view m as select id from t;
create event trigger et on ddl_command_end execute function on_ddl();
----
refresh materialized view m
--- event trigger on create as @x
create event trigger et on ddl_command_end execute function on_ddl();
----
create table t2 as select * from t
--- event trigger on comment @x
create event trigger et on ddl_command_end execute function on_ddl();
----
comment on table t is 'x'
--- event trigger on reindex @x
create event trigger et on ddl_command_end execute function on_ddl();
----
reindex index t_n
--- event trigger in do @x
create event trigger et on ddl_command_end execute function on_ddl();
----
do $$ begin create index on t (owner); end $$
--- extension takes table @x
alter extension plpgsql add table r
--- extension takes view @x
alter extension plpgsql add view v3
--- owner to postgres @x
alter table audit owner to postgres
