--- world x
create domain positive as int check (value > 0);
create domain email as text;
create domain tax as positive;
create type status as enum ('new', 'done');
create type address as (street text, zip positive);
create table people (id int primary key, mail email, age positive, home address, pay tax, st status default 'new', born date, bio text);
insert into people values (1, 'a', 3, row('s', 1), 3, 'new', '2000-01-01', 'b');
create table houses (id int primary key, owner_id int references people, at address, units positive[]);
insert into houses values (1, 1, row('t', 2), '{1,2}');
create table visits (id bigserial, house_id int not null, on_day date, primary key (id), foreign key (house_id) references houses on delete cascade);
insert into visits (house_id, on_day) values (1, '2024-01-01');
create index people_age_born on people (age, born);
create index people_st on people (st) where st = 'new';
create index people_year on people (extract(year from born));
create unique index people_mail on people (mail) include (bio);
create index people_home on people (((home).street));
create view grown as select id, age from people where age > 18;
create materialized view by_status as select st, count(*) as n from people group by st with no data;
create unique index by_status_st on by_status (st);
create temp table cart (id int primary key, person int, n int);
insert into cart values (1, 1, 1);
create table tagged (id int primary key, tag text);
create unique index tagged_tag on tagged (tag);
alter table tagged alter tag set not null;
insert into tagged values (1, 't');

--- 001 domain check through array and composite @x
alter domain email add constraint at check (value <> '')
--- 002 domain tax check @x
alter domain tax add constraint low check (value < 100)
--- 003 domain drop constraint if exists missing @x
alter domain positive drop constraint if exists nothing
--- 004 domain default drop @x
alter domain positive drop default
--- 005 mail to text @x
alter table people alter mail type text
--- 006 mail to varchar @x
alter table people alter mail type varchar
--- 007 pay to int @x
alter table people alter pay type int
--- 008 pay to positive @x
alter table people alter pay type positive
--- 009 born to timestamp under expression index @x
alter table people alter born type timestamp
--- 010 add status column @x
alter table houses add column st status
--- 011 add address column @x
alter table people add column second address
--- 012 add positive array column @x
alter table people add column more positive[]
--- 013 add positive with default @x
alter table houses add column rooms positive not null default 1
--- 014 add email column with default @x
alter table houses add column mail email not null default ''
--- 015 drop domain cascade @x
drop domain email cascade
--- 016 drop type status cascade @x
drop type status cascade
--- 017 enum value @x
alter type status add value 'gone'
--- 018 create index concurrently composite attr @x
create index concurrently on houses (((at).zip))
--- 019 create unique index concurrently partial @x
create unique index concurrently people_one on people (age) where st = 'done'
--- 020 drop index concurrently unique include @x
drop index concurrently people_mail
--- 021 reindex index concurrently expression @x
reindex index concurrently people_year
--- 022 reindex table concurrently with pk and toast @x
reindex table concurrently people
--- 023 reindex table with no index @x
create table bare (a int);
insert into bare values (1);
----
reindex table bare
--- 024 reindex concurrently no index @x
create table bare (a int, b text);
insert into bare values (1);
----
reindex table concurrently bare
--- 025 pk using index named same @x
alter table tagged drop constraint tagged_pkey;
----
alter table tagged add constraint tagged_tag primary key using index tagged_tag
--- 026 replica identity then drop index @x
alter table tagged replica identity using index tagged_tag;
----
drop index tagged_tag
--- 027 cluster on then drop index @x
alter table people cluster on people_age_born;
----
drop index people_age_born
--- 028 unpopulated matview index @x
create index on by_status (n)
--- 029 matview rename column @x
alter table by_status rename n to amount
--- 030 matview type via alter table set access @x | 15+
alter materialized view by_status set access method heap
--- 031 matview without cluster @x
alter materialized view by_status cluster on by_status_st
--- 032 alter matview if exists missing @x
alter materialized view if exists nope rename to nope2
--- 033 people id to bigint with chain @x
alter table houses alter id type bigint
--- 034 fk between replaced by cascade @x
alter table visits drop constraint visits_house_id_fkey, add constraint visits_house foreign key (house_id) references houses (id) on delete restrict not valid, validate constraint visits_house
--- 035 pk drop in the middle of chain @x
alter table houses drop constraint houses_pkey cascade
--- 036 drop middle table cascade @x
drop table houses cascade
--- 037 drop three tables @x
drop table visits, houses, people cascade
--- 038 rename table used by views @x
alter table people rename to persons
--- 039 set schema of view base @x
create schema other;
----
alter table people set schema other
--- 040 create table as from view with data @x
create table grown_copy (id, age) as select id, age from grown
--- 041 create table references two levels @x
create table notes (id int primary key, visit_id bigint unique references visits on delete set null deferrable, person_id int references people (id) match full)
--- 042 create table like with comments @x
create table people2 (like people including defaults including constraints including storage)
--- 043 create table inherits and like @x
create table vip (like tagged, level int) inherits (people)
--- 044 create partition by and child later @x
create table archive (like visits including all, day date) partition by range (id)
--- 045 create temp table as @x
create temporary table snap as select * from people
--- 046 temp table foreign key among temp @x
create temp table line (id int, note text)
--- 047 create view over all @x
create or replace view grown as select id, age from people where age > 21
--- 048 serial to identity migration @x
alter table visits alter id drop default, alter id add generated by default as identity
--- 049 sequence of visits drop cascade @x
drop sequence visits_id_seq cascade
--- 050 sequence owned by move @x
alter sequence visits_id_seq owned by visits.house_id
--- 051 sequence as smallint @x
alter sequence visits_id_seq as smallint maxvalue 30000
--- 052 alter sequence set logged @x | 15+
alter sequence visits_id_seq set logged
--- 053 create sequence owned by @x
create sequence house_no owned by houses.id
--- 054 default to new sequence in one file @x
create sequence house_no;
----
alter table houses alter id set default nextval('house_no'::regclass)
--- 055 create unique index on tagged expression @x
create unique index if not exists tagged_up on tagged (upper(tag))
--- 056 alter type attribute rename with tables @x
alter type address rename attribute zip to postcode
--- 057 alter type set schema used @x
create schema other;
----
alter type address set schema other
--- 058 bio type varchar under include @x
alter table people alter bio type varchar
--- 059 bio drop under include @x
alter table people drop column bio
--- 060 st default changed @x
alter table people alter st drop default, alter st set not null
