--- world s
create table port (id int primary key, name text not null, zone text, country text);
insert into port values (1, 'a', 'z', 'x'), (2, 'b', 'z', 'y'), (3, 'c', 'q', 'y');
create index port_zone on port (zone);
create table ship (id int primary key, home int references port, flag text, tons int);
insert into ship values (1, 1, 'f', 5), (2, 2, 'g', 6);
create index ship_home on ship (home);
create table call_at (ship_id int references ship on delete cascade, port_id int references port on update cascade on delete set default, at date not null, fee int default 1, primary key (ship_id, at, port_id)) partition by range (at);
create table call_2023 partition of call_at for values from ('2023-01-01') to ('2024-01-01');
create table call_2024 partition of call_at for values from ('2024-01-01') to ('2025-01-01') partition by list (port_id);
create table call_2024_a partition of call_2024 for values in (1, 2);
create table call_2024_rest partition of call_2024 default;
insert into call_at values (1, 1, '2023-02-02'), (2, 2, '2024-02-02'), (1, 3, '2024-03-03');
create table cargo (id int, kind text, w int, primary key (id, kind)) partition by list (kind);
create table cargo_null partition of cargo default;
create table cargo_a partition of cargo for values in ('a');
insert into cargo values (1, 'a', 1), (2, 'b', 1);
create table box (id int primary key, cargo_id int, kind text, foreign key (cargo_id, kind) references cargo on delete cascade);
insert into box values (1, 1, 'a'), (2, 2, 'b');
create table base (id int, note text);
create table mid (m int) inherits (base);
create table leaf (l int) inherits (mid);
insert into base values (1, 'x');
insert into mid values (2, 'x', 2);
insert into leaf values (3, 'x', 3, 3);
create index leaf_id on leaf (id);
create view big_ships as select id, flag, tons from ship where tons > 1;
create view homes as select p.name, s.flag from port p left join ship s on s.home = p.id;
create materialized view zones as select zone, count(*) as n from port group by zone;
create unique index zones_zone on zones (zone);
create view zone_names as select zone from zones;
create materialized view zone_copy as select zone from zone_names;
create type crate as (a int, b text);
create table crates of crate (primary key (a));
insert into crates values (1, 'x');
create function crate_of(i int) returns crate language sql immutable as $$ select (i, 'x')::crate $$;
create function port_name(p int) returns text language plpgsql stable as $$ declare n text; begin select name into n from port where id = p; return n; end $$;
create function ship_moved() returns trigger language plpgsql as $$
begin
  if new.home is distinct from old.home then
    insert into note_log (line) values ('moved');
  end if;
  return new;
end $$;
create table note_log (id bigserial primary key, line text);
insert into note_log (line) values ('x');
create trigger moved after update of home on ship for each row execute function ship_moved();
create rule homes_in as on insert to homes do instead insert into port (id, name) values (9, new.name);
create rule base_up as on update to note_log where new.line = 'q' do also delete from base where id = 99;

--- unused query in with @s
with x as (select * from ship) select 1
--- unused deleting query in with @s
with x as (delete from note_log) select 1
--- select where false @s
select * from ship where false
--- select limit zero @s
select * from port limit 0
--- select tablesample @s
select * from ship tablesample system (50)
--- select in subquery not in @s
select * from port where id not in (select home from ship)
--- select self join for update of alias @s
select * from port a join port b on a.id = b.id for update of a
--- select function in where @s
select * from ship where port_name(home) = 'a'
--- select function in from @s
select * from crate_of(1)
--- select array subquery @s
select array(select name from port), (select max(tons) from ship)
--- select case exists view @s
select case when exists (select from big_ships) then 1 end
--- select from matview chain @s
select * from zone_names
--- select grouping intersect @s
select home from ship intersect select id from port
--- select json table @s | 17+
select * from ship, json_table('[1]', '$[*]' columns (a int path '$')) j
--- select partition direct @s
select * from call_2024 where port_id = 1
--- select multi level pruned @s
select * from call_at where at = '2024-02-02' and port_id = 2
--- select for update multi level @s
select * from call_at where at < '2023-06-01' for update
--- insert multi level constant @s
insert into call_at values (2, 1, '2024-05-05')
--- insert on conflict partitioned @s
insert into call_at values (2, 1, '2024-05-05') on conflict (ship_id, at, port_id) do update set fee = 2
--- insert to default list @s
insert into cargo values (7, 'zz', 1)
--- insert referencing partitioned @s
insert into box values (9, 1, 'a')
--- insert rule view @s
insert into homes (name) values ('new')
--- insert big ships @s
insert into big_ships values (7, 'f', 9)
--- insert from function @s
insert into note_log (line) select port_name(1)
--- insert returning subquery @s
insert into note_log (line) values ('a') returning (select count(*) from ship)
--- update ship home trigger @s
update ship set home = 3 where id = 1
--- update ship flag no trigger @s
update ship set flag = 'q' where id = 1
--- update inherited three levels @s
update base set note = 'y'
--- update only mid @s
update only mid set note = 'y'
--- update port key @s
update port set id = 33 where id = 3
--- update partitioned by sub partition @s
update call_2024 set fee = 5 where port_id = 2
--- update view with subquery @s
update big_ships set flag = (select name from port limit 1)
--- update conditional rule @s
update note_log set line = 'q'
--- delete cargo cascade @s
delete from cargo where kind = 'a'
--- delete ship cascade partitioned @s
delete from ship where id = 1
--- delete base @s
delete from base where id = 2
--- delete using view @s
delete from note_log using big_ships b where b.id = note_log.id
--- merge partitioned @s | 15+
merge into call_at c using ship s on s.id = c.ship_id when matched then update set fee = 3
--- merge with insert default @s | 15+
merge into note_log n using port p on p.id = n.id when not matched then insert (line) values (p.name)
--- copy multi level @s
copy (select * from call_at) to stdout
--- call in do with loop @s
do $$ declare p record; begin for p in select * from port loop update ship set flag = p.name where home = p.id; end loop; end $$
--- do alter two tables @s
do $$ begin alter table ship add column a int; alter table port add column b int default 2; create index on ship (a); end $$
--- do create and fill @s
do $$ begin create table fresh as select * from ship; insert into fresh select * from ship; drop table fresh; end $$
--- do exception @s
do $$ begin alter table ship add constraint tons_ok check (tons > 0); exception when others then raise notice 'no'; end $$
--- drop ship cascade @s
drop table ship cascade
--- drop port cascade @s
drop table port cascade
--- drop call at @s
drop table call_at
--- drop call 2024 @s
drop table call_2024
--- drop call leaf @s
drop table call_2024_a
--- drop cargo cascade @s
drop table cargo cascade
--- drop mid cascade @s
drop table mid cascade
--- drop base cascade @s
drop table base cascade
--- drop zones cascade @s
drop materialized view zones cascade
--- drop crate cascade @s
drop type crate cascade
--- drop trigger function @s
drop function ship_moved() cascade
--- drop views many @s
drop view homes, big_ships
--- detach 2024 @s
alter table call_at detach partition call_2024
--- detach leaf @s
alter table call_2024 detach partition call_2024_a
--- detach leaf concurrently fails default @s
alter table call_2024 detach partition call_2024_a concurrently
--- detach cargo a @s
alter table cargo detach partition cargo_a
--- attach leaf @s
create table call_2024_b (like call_2024 including all);
insert into call_2024_b values (1, 9, '2024-07-07');
----
alter table call_2024 attach partition call_2024_b for values in (7)
--- attach cargo null @s
create table cargo_n (id int, kind text, w int, primary key (id, kind));
insert into cargo_n values (4, 'n', 1);
----
alter table cargo attach partition cargo_n for values in ('n', 'm')
--- new partition sub @s
create table call_2025 partition of call_at for values from ('2025-01-01') to ('2026-01-01')
--- new sub partition @s
create table call_2024_c partition of call_2024 for values in (5)
--- new cargo partition @s
create table cargo_c partition of cargo for values in ('c')
--- add column base @s
alter table base add column extra int default 1
--- add column clashing base @s
alter table base add column m int
--- drop column mid @s
alter table mid drop column m
--- drop column base @s
alter table base drop column note
--- type base @s
alter table base alter id type bigint
--- check base @s
alter table base add constraint id_ok check (id > 0)
--- check only base @s
alter table only base add constraint id_ok check (id > 0) no inherit
--- not null mid @s
alter table mid alter m set not null
--- rename column base @s
alter table base rename id to nr
--- add column call at @s
alter table call_at add column paid bool not null default false
--- index call at @s
create index on call_at (fee)
--- unique call at @s
alter table call_at add unique (ship_id, port_id, at)
--- foreign key on sub partition @s
alter table call_2024 add foreign key (fee) references port
--- foreign key to leaf @s
alter table note_log add column c_id int, add foreign key (c_id) references port
--- type in partition tree @s
alter table call_at alter fee type bigint
--- trigger on multi level @s
create trigger tt before insert on call_at for each row execute function ship_moved()
--- truncate multi level @s
truncate call_2024
--- truncate cargo cascade @s
truncate cargo cascade
--- truncate base @s
truncate only base, mid
--- analyze multi level @s
analyze call_at
--- vacuum multi level @s
vacuum call_2024
--- reindex multi level @s
reindex table call_2024
--- lock multi level @s
lock table call_at in access exclusive mode
--- matview vacuum @s
vacuum analyze zones
--- matview cluster @s
cluster zones using zones_zone
--- matview reindex @s
reindex table zones
--- matview index concurrently @s
create index concurrently on zones (n)
--- matview rename @s
alter materialized view zones rename to zone_counts
--- matview set schema @s
create schema pier;
----
alter materialized view zones set schema pier
--- refresh zone copy @s
refresh materialized view zone_copy
--- refresh zones concurrently @s
refresh materialized view concurrently zones
--- crate attribute cascade @s
alter type crate add attribute c int cascade
--- crates not of @s
alter table crates not of
--- crate rename attribute cascade @s
alter type crate rename attribute b to c cascade
--- view column rename @s
alter view big_ships rename flag to banner
--- view security invoker @s | 15+
alter view big_ships set (security_invoker = on)
--- replace zone names @s
create or replace view zone_names as select zone from zones where n > 0
--- temp table references nothing @s
create temp table tmp (like ship including all)
--- table as function @s
create table t2 as select port_name(id) as n from port
--- view with function @s
create view v as select port_name(1)
--- sql function reading @s
create function count_ships() returns bigint language sql as 'select count(*) from big_ships'
--- grant on view and type @s
grant select on big_ships, homes, zones to reader
