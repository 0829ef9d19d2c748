--- world f
create schema crops;
create type color as enum ('red', 'green');
create type point3 as (x int, y int, z int);
create domain weight as numeric check (value > 0);
create domain big_weight as weight check (value > 100);
create collation german (provider = libc, locale = 'C');
create function inc(int) returns int language sql immutable as $$ select $1 + 1 $$;
create function point_lt(point3, point3) returns boolean language sql immutable as $$ select ($1).x < ($2).x $$;
create operator <<< (leftarg = point3, rightarg = point3, function = point_lt);
create function to_color(int) returns color language sql immutable as $$ select 'red'::color $$;
create cast (int as color) with function to_color(int);
create text search dictionary plain (template = simple);
create text search configuration english2 (copy = english);
create sequence crops.lot;
create sequence crops.free;
create table crops.field (id int primary key, name text unique, c color default 'red', corner point3, area weight);
insert into crops.field select i, 'f' || i, 'red', row(1, 2, 3)::point3, i from generate_series(1, 10) i;
create table crops.plant (id serial primary key, field_id int references crops.field (id), lot_no bigint default nextval('crops.lot'), kind text collate german, w big_weight, next int default inc(1));
insert into crops.plant (field_id, kind, w) select i, 'k', 200 from generate_series(1, 10) i;
alter sequence crops.lot owned by crops.plant.lot_no;
create table crops.harvest (id bigint generated always as identity, plant_id int references crops.plant, name text references crops.field (name), doc tsvector generated always as (to_tsvector('english2', '')) stored, colors color[]);
insert into crops.harvest (plant_id, name) select i, 'f' || i from generate_series(1, 5) i;
create table crops.typed of point3;
create table public.barn (id int primary key, first int unique, unique (id, first));
insert into barn values (1, 1);
create table cow (barn int references barn (first), b2 int references barn (id), size weight);
insert into cow values (1, 1, 3);
create index cow_barn on cow (barn);
create statistics barn_stats on id, first from barn;
create view crops.field_view as select id, name, c from crops.field;
create function crops.fields() returns setof crops.field language sql stable as $$ select * from crops.field $$;
create function crops.atomic() returns bigint language sql begin atomic select count(*) from crops.plant; end;
alter table cow enable row level security;
create policy cow_policy on cow using (exists (select from barn where id = b2));
create policy field_policy on crops.field for select to reader using (c = 'red');

--- drop table leaf @f
drop table crops.harvest
--- drop table cow @f
drop table cow
--- drop table referenced cascade @f
drop table barn cascade
--- drop table two @f
drop table cow, barn
--- drop table field cascade @f
drop table crops.field cascade
--- drop table plant cascade @f
drop table crops.plant cascade
--- drop table missing @f
drop table if exists nowhere
--- drop table in missing schema @f
drop table if exists nowhere.nothing, cow
--- drop typed table @f
drop table crops.typed
--- drop sequence free @f
drop sequence crops.free
--- drop sequence owned cascade @f
drop sequence crops.lot cascade
--- drop serial sequence cascade @f
drop sequence crops.plant_id_seq cascade
--- drop sequence missing @f
drop sequence if exists nothing
--- drop type enum cascade @f
drop type color cascade
--- drop composite cascade @f
drop type point3 cascade
--- drop domain cascade @f
drop domain weight cascade
--- drop inner domain cascade @f
drop domain big_weight cascade
--- drop operator @f
drop operator <<< (point3, point3)
--- drop cast @f
drop cast (int as color)
--- drop collation cascade @f
drop collation german cascade
--- drop text search configuration cascade @f
drop text search configuration english2 cascade
--- drop text search dictionary @f
drop text search dictionary plain
--- drop function used by default cascade @f
drop function inc(int) cascade
--- drop function of operator cascade @f
drop function point_lt(point3, point3) cascade
--- drop function of cast cascade @f
drop function to_color cascade
--- drop function setof @f
drop function crops.fields()
--- drop function atomic @f
drop function crops.atomic()
--- drop schema cascade @f
drop schema crops cascade
--- drop empty schema @f
create schema empty;
----
drop schema empty
--- drop two schemas @f
create schema empty;
----
drop schema if exists empty, crops, nothing cascade
--- drop schema restrict missing @f
drop schema if exists nothing restrict
--- drop index @f
drop index cow_barn
--- drop statistics @f
drop statistics barn_stats
--- drop policy @f
drop policy cow_policy on cow
--- drop policy missing @f
drop policy if exists nothing on cow
--- drop view @f
drop view crops.field_view
--- drop owned by nobody much @f
drop owned by reader
--- alter policy @f
alter policy cow_policy on cow using (true)
--- alter policy with subquery @f
alter policy field_policy on crops.field using (id in (select field_id from crops.plant))
--- alter policy rename @f
alter policy cow_policy on cow rename to cow_rule
--- create policy @f
create policy p on barn for all to writer using (first = 1) with check (first = 1)
--- create policy with function @f
create policy p on barn using (inc(first) = 2)
--- create policy subquery same table @f
create policy p on crops.plant for update using (exists (select from crops.plant p join crops.field f on f.id = p.field_id))
--- create policy with atomic function @f
create policy p on barn using (crops.atomic() > 1)
--- select with policy @f
select * from cow
--- create sequence @f
create sequence s start 10 increment 5
--- create sequence owned by @f
create sequence s owned by cow.size
--- create sequence if not exists there @f
create sequence if not exists crops.lot
--- create sequence schema temp @f
create temp sequence s as int
--- alter sequence restart @f
alter sequence crops.lot restart with 100
--- alter serial sequence @f
alter sequence crops.plant_id_seq increment by 2
--- alter sequence as @f
alter sequence crops.free as int
--- alter sequence owned by none @f
alter sequence crops.lot owned by none
--- alter sequence rename @f
alter sequence crops.free rename to freed
--- alter sequence schema @f
alter sequence crops.free set schema public
--- alter sequence owner @f
alter sequence crops.free owner to current_user
--- alter sequence cache cycle @f
alter sequence crops.free cache 50 no cycle maxvalue 1000
--- alter identity sequence @f
alter sequence crops.harvest_id_seq restart
--- alter sequence unlogged @f | 15+
alter sequence crops.free set unlogged
--- alter sequence if exists missing @f
alter sequence if exists nothing restart
--- alter table of sequence @f
alter table crops.free rename to fr
--- setval @f
select setval('crops.lot', 10)
--- nextval in insert @f
insert into crops.plant (field_id, kind) values (1, 'q')
--- insert with explicit id @f
insert into crops.plant (id, field_id, lot_no) values (100, 1, 4)
--- insert identity @f
insert into crops.harvest (plant_id) values (1)
--- comment on sequence @f
comment on sequence crops.lot is 'x'
--- comment on type @f
comment on type color is 'x'
--- comment on composite type @f
comment on type point3 is 'x'
--- comment on composite attribute @f
comment on column point3.x is 'x'
--- comment on domain @f
comment on domain weight is 'x'
--- comment on domain constraint @f
comment on constraint weight_check on domain weight is 'x'
--- comment on table @f
comment on table crops.field is 'x'
--- comment on column @f
comment on column crops.field.name is null
--- comment on constraint @f
comment on constraint plant_field_id_fkey on crops.plant is 'x'
--- comment on index @f
comment on index cow_barn is 'x'
--- comment on policy @f
comment on policy cow_policy on cow is 'x'
--- comment on statistics @f
comment on statistics barn_stats is 'x'
--- comment on function @f
comment on function inc(int) is 'x'
--- comment on schema @f
comment on schema crops is 'x'
--- comment on operator @f
comment on operator <<< (point3, point3) is 'x'
--- comment on cast @f
comment on cast (int as color) is 'x'
--- comment on collation @f
comment on collation german is 'x'
--- comment on view @f
comment on view crops.field_view is 'x'
--- comment on extension @f
comment on extension plpgsql is 'x'
--- comment on text search @f
comment on text search configuration english2 is 'x'
--- comment on database @f
comment on database oracle is 'x'
--- comment on role @f
comment on role reader is 'x'
--- grant table @f
grant select on cow to reader
--- grant two tables @f
grant insert, update on crops.field, barn to writer with grant option
--- grant columns @f
grant update (name) on crops.field to reader
--- grant sequence @f
grant usage on sequence crops.lot to reader
--- grant table syntax on sequence @f
grant select on crops.lot to reader
--- grant all sequences @f
grant usage, select on all sequences in schema crops to reader
--- grant all tables two schemas @f
grant all on all tables in schema crops, public to writer
--- grant schema @f
grant usage on schema crops to reader
--- grant function @f
grant execute on function inc(int) to public
--- grant all functions @f
grant execute on all functions in schema crops to reader
--- grant type @f
grant usage on type color to reader
--- grant domain @f
grant usage on domain weight to reader
--- grant database @f
grant connect on database oracle to reader
--- grant role @f
grant reader to writer
--- revoke table @f
revoke all on cow from public
--- revoke all tables @f
revoke insert on all tables in schema public from reader cascade
--- revoke function @f
revoke all on function inc(int) from public
--- default privileges @f
alter default privileges in schema crops grant select on tables to reader
--- default privileges revoke @f
alter default privileges revoke execute on functions from public
--- create role @f
create role tmp_role_farm nologin
--- alter role @f
alter role reader set statement_timeout = '5s'
--- create type enum @f
create type size as enum ('s', 'm')
--- create type composite @f
create type pair as (a color, b int)
--- create type composite with table row @f
create type pair as (f crops.field, b int)
--- create type range @f
create type weight_range as range (subtype = numeric)
--- create domain @f
create domain email as text check (value like '%@%')
--- create domain over domain @f
create domain small as weight check (value < 10)
--- create operator @f
create operator >>> (leftarg = point3, rightarg = point3, procedure = point_lt, commutator = <<<)
--- create operator class @f
create operator family fam using btree
--- create cast @f
create cast (color as point3) with inout as assignment
--- create collation @f
create collation fr (locale = 'C', provider = libc)
--- create text search configuration @f
create text search configuration mine (parser = default)
--- alter text search configuration @f
alter text search configuration english2 alter mapping for asciiword with simple
--- create text search dictionary @f
create text search dictionary d (template = simple, accept = false)
--- create conversion @f
create conversion conv for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1
--- create language exists @f
create or replace language plpgsql
--- alter schema rename @f
alter schema crops rename to plants
--- alter schema owner @f
alter schema crops owner to current_user
--- alter operator @f
alter operator <<< (point3, point3) set (restrict = scalarltsel)
--- alter collation refresh @f
alter collation german rename to deutsch
--- alter statistics rename @f
alter statistics barn_stats rename to bs
--- create statistics @f
create statistics s2 (ndistinct, mcv) on barn, size from cow
--- create statistics expressions @f
create statistics s2 on (barn + 1), (b2 % 2) from cow
--- create statistics if not exists there @f
create statistics if not exists barn_stats on id, first from barn
--- create table with row type column drop @f
create table keeper (f crops.field);
----
drop table crops.field cascade
--- drop composite of a table column cascade @f
create table keeper (p point3[], w weight[]);
----
drop type point3 cascade
--- drop domain in array cascade @f
create table keeper (p point3[], w weight[]);
insert into keeper values (null, null);
----
drop domain weight cascade
--- drop function of index cascade @f
create index cow_inc on cow (inc(barn));
----
drop function inc(int) cascade
--- drop function of check cascade @f
alter table cow add constraint inc_check check (inc(barn) > 0);
----
drop function inc cascade
--- drop function of generated column cascade @f
create table gen (a int, b int generated always as (inc(a)) stored);
----
drop function inc cascade
--- drop function of policy cascade @f
create policy inc_policy on barn using (inc(first) = 2);
----
drop function inc cascade
--- drop function of trigger when cascade @f
create function trg() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger barn_when before insert on barn for each row when (inc(new.id) > 1) execute function trg();
----
drop function inc cascade
--- drop function of view cascade @f
create view inc_view as select inc(id) from barn;
create view inc_view2 as select * from inc_view;
----
drop function inc cascade
--- drop table view of policy cascade @f
create policy many on crops.harvest using (exists (select from cow));
----
drop table cow cascade
--- drop column default sequence in other table @f
alter table barn alter column first set default nextval('crops.free');
----
drop sequence crops.free cascade
--- drop index of constraint through alter @f
drop index if exists cow_barn, nothing
--- drop unique column referenced schema public @f
drop schema public cascade
