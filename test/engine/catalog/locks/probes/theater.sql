--- world t
create schema app;
create schema "Back Office";
create table app.play (id int primary key, title text not null, genre text default 'x', seats int, opened date);
insert into app.play select i, 't' || i, 'g' || i % 3, i, date '2020-01-01' + i from generate_series(1, 30) i;
create table app.show (id int primary key, play_id int references app.play, at timestamptz);
insert into app.show select i, i, now() from generate_series(1, 30) i;
create table "Back Office"."Staff Member" ("Id" int primary key, "Full Name" text, boss int references "Back Office"."Staff Member");
insert into "Back Office"."Staff Member" values (1, 'x', null), (2, 'y', 1);
create view app.plays as select id, title, genre from app.play;
create view app.open_plays as select p.id, p.title, s.at from app.plays p join app.show s on s.play_id = p.id;
create view "Back Office"."Staff" as select "Id", "Full Name" from "Back Office"."Staff Member";
create materialized view app.genres as select genre, count(*) as n from app.play group by genre;
create unique index genres_genre on app.genres (genre);
create index genres_n on app.genres (n);
create materialized view app.upcoming as select id, title, at from app.open_plays;
create materialized view app.lazy as select id from app.show with no data;
create function app.touch() returns trigger language plpgsql as $$ begin return new; end $$;
create function app.count_plays() returns bigint language sql stable as $$ select count(*) from app.play $$;
create function app.refresh() returns void language plpgsql as $$ begin refresh materialized view app.genres; end $$;
create rule plays_delete as on delete to app.plays do instead delete from app.play where id = old.id;

--- create view @t
create view app.v as select id, title from app.play where seats > 3
--- create view over view @t
create view app.v as select * from app.open_plays
--- create view with cte and subquery @t
create view app.v as with s as (select play_id from app.show) select * from app.play where id in (select play_id from s)
--- create view over function @t
create view app.v as select app.count_plays() as n
--- create view quoted @t
create view "Back Office"."V" as select s."Id" from "Back Office"."Staff" s
--- create temp view @t
create temp view v as select * from app.play
--- create recursive view @t
create recursive view app.chain (id, boss) as select "Id", boss from "Back Office"."Staff Member" union all select m."Id", m.boss from "Back Office"."Staff Member" m join chain on chain.boss = m."Id"
--- create view search path @t
set search_path to app, public;
----
create view public.v as select id from app.play
--- create view security barrier check option @t
create view app.v with (security_barrier) as select id, title from app.play where genre = 'g1' with local check option
--- create view security invoker @t | 15+
create view app.v with (security_invoker = true) as select * from app.play
--- create view over values @t
create view app.v as values (1), (2)
--- create view over matview @t
create view app.v as select g.n, p.* from app.genres g join app.play p using (genre)
--- replace view new @t
create or replace view app.v as select id from app.play
--- replace view same @t
create or replace view app.plays as select id, title, genre from app.play
--- replace view more columns @t
create or replace view app.plays as select id, title, genre, seats from app.play where seats is not null
--- replace view other table @t
create or replace view app.plays as select p.id, p.title, p.genre from app.play p left join app.show s on s.play_id = p.id
--- replace view on top @t
create or replace view app.open_plays as select p.id, p.title, now() as at from app.play p
--- replace view with options @t
create or replace view app.plays with (security_barrier = true) as select id, title, genre from app.play
--- alter view rename @t
alter view app.plays rename to played
--- alter view rename column @t
alter view app.plays rename column title to name
--- alter view set schema @t
alter view app.open_plays set schema public
--- alter view owner @t
alter view app.plays owner to current_user
--- alter view default @t
alter view app.plays alter column genre set default 'z'
--- alter view drop default @t
alter view app.plays alter genre drop default
--- alter view options @t
alter view app.plays set (security_barrier)
--- alter view reset @t
alter view app.plays reset (security_barrier)
--- alter view if exists missing @t
alter view if exists app.nothing rename to something
--- alter table on view @t
alter table app.plays rename column title to heading
--- drop view leaf @t
drop view "Back Office"."Staff"
--- drop view cascade @t
drop view app.plays cascade
--- drop view leaf with matview @t
drop view app.open_plays cascade
--- drop view if exists @t
drop view if exists app.nothing, "Back Office"."Staff"
--- drop view missing @t
drop view if exists nothing
--- drop two views and matview @t
drop materialized view app.upcoming;
----
drop view app.open_plays, app.plays
--- create matview @t
create materialized view app.m as select play_id, max(at) from app.show group by play_id
--- create matview no data @t
create materialized view app.m as select * from app.open_plays with no data
--- create matview over view @t
create materialized view app.m as select * from app.plays
--- create matview if not exists there @t
create materialized view if not exists app.genres as select 1 as x from app.show
--- create matview if not exists new @t
create materialized view if not exists app.genres2 as select genre from app.play
--- create matview over matview @t
create materialized view app.m as select sum(n) from app.genres
--- create matview with function @t
create materialized view app.m as select app.count_plays() as n
--- refresh @t
refresh materialized view app.genres
--- refresh over views @t
refresh materialized view app.upcoming
--- refresh concurrently @t
refresh materialized view concurrently app.genres
--- refresh no data @t
refresh materialized view app.genres with no data
--- refresh lazy @t
refresh materialized view app.lazy
--- alter matview rename @t
alter materialized view app.genres rename to kinds
--- alter matview rename column @t
alter materialized view app.genres rename column n to amount
--- alter matview set schema @t
alter materialized view app.genres set schema public
--- alter matview owner @t
alter materialized view app.genres owner to current_user
--- alter matview set storage @t
alter materialized view app.genres alter column genre set storage external
--- alter matview set statistics @t
alter materialized view app.genres alter column n set statistics 200
--- alter matview set option @t
alter materialized view app.genres set (fillfactor = 80)
--- alter matview cluster on @t
alter materialized view app.genres cluster on genres_n
--- alter matview without cluster @t
alter materialized view app.genres set without cluster
--- alter matview tablespace @t
alter materialized view app.genres set tablespace other_space
--- alter matview access method @t | 15+
alter materialized view app.genres set access method heap
--- cluster matview @t
cluster app.genres using genres_n
--- drop matview @t
drop materialized view app.genres
--- drop matview unpopulated @t
drop materialized view app.lazy restrict
--- drop matview two @t
drop materialized view app.genres, app.upcoming
--- drop matview if exists missing @t
drop materialized view if exists app.nothing
--- index on matview @t
create index on app.upcoming (at)
--- drop index of matview @t
drop index app.genres_n
--- comment on view @t
comment on view app.plays is 'x'
--- comment on view column @t
comment on column app.plays.title is 'x'
--- comment on matview @t
comment on materialized view app.genres is null
--- comment on rule @t
comment on rule plays_delete on app.plays is 'x'
--- grant on view @t
grant select on app.plays to reader
--- grant on matview column @t
grant select (genre) on app.genres to reader
--- select from view for update @t
select * from app.plays where id = 1 for update
--- select function reading @t
select app.count_plays()
--- select refresh function @t
select app.refresh()
--- create rule on view instead @t
create rule plays_update as on update to app.plays do instead update app.play set title = new.title where id = old.id
--- create rule on table also @t
create rule play_log as on insert to app.play do also insert into app.show (id, play_id) values (new.id, new.id)
--- create rule nothing @t
create or replace rule show_nothing as on delete to app.show do instead nothing
--- create rule notify @t
create rule show_notify as on update to app.show do also notify shows
--- replace rule @t
create or replace rule plays_delete as on delete to app.plays do instead nothing
--- drop rule @t
drop rule plays_delete on app.plays
--- drop rule cascade @t
drop rule if exists plays_delete on app.plays cascade
--- drop rule missing @t
drop rule if exists nothing on app.plays
--- alter rule rename @t
alter rule plays_delete on app.plays rename to deletes
--- disable rule @t
create rule show_nothing as on delete to app.show do instead nothing;
----
alter table app.show disable rule show_nothing
--- instead of trigger @t
create trigger plays_insert instead of insert on app.plays for each row execute function app.touch()
--- view statement trigger @t
create trigger plays_after after insert on app.plays for each statement execute function app.touch()
--- drop trigger of view @t
create trigger plays_insert instead of insert on app.plays for each row execute function app.touch();
----
drop trigger plays_insert on app.plays
--- insert with instead of trigger @t
create trigger plays_insert instead of insert on app.plays for each row execute function app.touch();
----
insert into app.plays values (100, 'x', 'y')
--- analyze matview @t
analyze app.genres
--- vacuum matview @t
vacuum app.genres
--- reindex matview @t
reindex table app.genres
--- reindex matview concurrently @t
reindex table concurrently app.genres
--- create or replace temp view @t
create or replace temporary view v as select 1 as one from app.show
--- rename table below views @t
alter table app.play rename to plays_table
--- drop table cascade below views @t
drop table app.play cascade
--- drop schema cascade @t
drop schema app cascade
--- drop quoted schema cascade @t
drop schema "Back Office" cascade
--- rename schema @t
alter schema app rename to application
--- create schema elements @t
create schema extra create table a (id int primary key) create view b as select id from a
--- create schema elements over existing @t
create schema extra create view b as select id, title from app.play create table c (play_id int references app.play)
--- create schema authorization @t
create schema authorization current_user
--- lock matview base by view @t
lock table app.open_plays in access share mode
--- create statistics on matview @t
create statistics app.s on genre, n from app.genres
