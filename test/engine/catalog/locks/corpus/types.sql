--- world w
create type mood as enum ('sad', 'ok');
create type ct as (a int, b text);
create domain dm as int;
create domain dc as int constraint dc_ck check (value > 0);
create domain dnn as int not null;
create domain dunused as text;
create table t (id int primary key, m mood, d dm);
insert into t values (1, 'sad', 1), (2, 'ok', 2);
create table t2 (id int primary key, d dm, e dc);
insert into t2 values (1, 1, 1);
create table t3 (id int, arr dm[]);
create table t4 (id int, e dnn);

--- create enum
create type n as enum ('a', 'b')
--- create composite
create type n as (a int, b text)
--- create range
create type n as range (subtype = int)
--- create shell
create type n
--- create domain
create domain n as text check (value <> '')
--- create domain over domain @w
create domain n as dm not null
--- enum add value @w
alter type mood add value 'great'
--- enum add value before @w
alter type mood add value if not exists 'meh' before 'ok'
--- enum add value if not exists there @w
alter type mood add value if not exists 'ok'
--- enum rename value @w
alter type mood rename value 'sad' to 'unhappy'
--- rename type @w
alter type mood rename to feeling
--- type set schema @w
create schema other;
----
alter type mood set schema other
--- type owner @w
alter type mood owner to writer
--- composite add attribute @w
alter type ct add attribute c int
--- composite add attribute with typed table
create type ct as (a int, b text);
create table tt of ct;
insert into tt values (1, 'x');
----
alter type ct add attribute c int cascade
--- composite drop attribute @w
alter type ct drop attribute b
--- composite drop attribute cascade typed table
create type ct as (a int, b text);
create table tt of ct;
insert into tt values (1, 'x');
create index tt_b on tt (b);
----
alter type ct drop attribute b cascade
--- composite alter attribute type @w
alter type ct alter attribute a type bigint
--- composite alter attribute used fails @w
create table ut (id int, c ct);
----
alter type ct alter attribute a type bigint
--- composite add attribute used in column @w
create table ut (id int, c ct);
insert into ut values (1, '(1,x)');
----
alter type ct add attribute c int
--- composite rename attribute @w
alter type ct rename attribute a to z
--- composite rename attribute typed table
create type ct as (a int, b text);
create table tt of ct;
----
alter type ct rename attribute a to z cascade
--- composite rename @w
alter type ct rename to ct2
--- domain add constraint @w
alter domain dm add constraint dm_ck check (value > 0)
--- domain add constraint not valid @w
alter domain dm add constraint dm_ck check (value > 0) not valid
--- domain add constraint unused @w
alter domain dunused add check (value <> '')
--- domain validate constraint @w
alter domain dm add constraint dm_ck check (value > 0) not valid;
----
alter domain dm validate constraint dm_ck
--- domain drop constraint @w
alter domain dc drop constraint dc_ck
--- domain drop constraint if exists missing @w
alter domain dc drop constraint if exists nothing
--- domain rename constraint @w
alter domain dc rename constraint dc_ck to dc_ck2
--- domain set not null @w
alter domain dc set not null
--- domain set not null already @w
alter domain dnn set not null
--- domain drop not null @w
alter domain dnn drop not null
--- domain set default @w
alter domain dm set default 5
--- domain drop default @w
alter domain dm drop default
--- domain rename @w
alter domain dm rename to dm2
--- domain owner @w
alter domain dm owner to writer
--- domain set schema @w
create schema other;
----
alter domain dm set schema other
--- domain add not null | 17+
create domain dm as int;
create table t (id int primary key, d dm);
insert into t values (1, 1);
----
alter domain dm add constraint nn not null
--- domain over domain add constraint
create domain base as int;
create domain derived as base;
create table t (id int, d derived);
insert into t values (1, 1);
----
alter domain base add check (value > 0)
--- domain in composite fails
create domain base as int;
create type ct as (a base);
create table t (id int, c ct);
insert into t values (1, '(1)');
----
alter domain base add check (value > 0)
--- domain used in view
create domain base as int;
create table t (id int, c base);
create view v as select c from t;
create materialized view m as select c from t;
insert into t values (1, 1);
----
alter domain base add check (value > 0)
--- domain on partitioned
create domain base as int;
create table p (id int, c base) partition by range (id);
create table p1 partition of p for values from (0) to (10);
insert into p values (1, 1);
----
alter domain base add check (value > 0)
--- drop domain @w
drop domain dunused
--- drop type if exists missing @w
drop type if exists nothing
--- comment on type @w
comment on type mood is 'x'
--- comment on domain @w
comment on domain dm is 'x'
--- grant on type @w
grant usage on type mood to reader
