--- made in every way
create schema a;
create schema if not exists a;
create schema b create table t (x int primary key, y text) create view v as select x from t create index on t (y) create sequence s;
create schema authorization postgres;
drop schema if exists zzz;
--- renamed with all that is in it
create schema a;
create type a.mood as enum ('x');
create function a.f() returns int language sql as 'select 1';
create table a.t (id serial primary key, m a.mood default 'x', k int default a.f() check (k > a.f()));
create table c (t_id int references a.t, m a.mood);
create view v as select id, m from a.t;
comment on column a.t.id is 'x';
alter schema a rename to b;
--- dropped with what uses it
create schema a;
create type a.mood as enum ('x');
create table a.t (id int primary key);
create table c (t_id int references a.t, m a.mood, n int);
create view v as select id from a.t;
drop schema a cascade;
--- the search path
create schema a;
create schema b;
create table a.x (i int);
create table b.x (j int);
set search_path = b, a;
alter table x add column k int;
begin;
set local search_path = a;
create table y (i int);
commit;
create table z (i int);
select set_config('search_path', 'a', false);
alter table x add column l int;
begin;
create table gone (i int);
rollback;
begin;
create table kept (i int);
savepoint s;
create table gone (i int);
rollback to s;
commit;
reset search_path;
create table public.p (i int);
create table p2 (i int);
discard all;
