--- every clause
create function a() returns int language sql as 'select 1';
create function b(x int, y text default 'q', variadic z int[] default '{}') returns text language plpgsql stable strict security definer set search_path = public, pg_temp cost 5 parallel safe leakproof as $$ begin return y; end $$;
create function c(in x int, out y int, out z text) language sql immutable as $$ select 1, 'a' $$;
create function d(inout x numeric(10, 2)) language sql as 'select 1';
create function e() returns setof int language sql rows 5 as 'select 1';
create function f(int, character varying, timestamp with time zone) returns table (id int, label text) language sql as $$ select 1, 'a' $$;
create function g() returns void language plpgsql set work_mem to '1MB' set search_path from current as $$ begin end $$;
create function h() returns trigger language plpgsql as $$ begin return new; end $$;
create function i(a int) returns int return a + 1;
create function j() returns int language sql begin atomic select 1; select 2; end;
create function k(p anyelement, q anyarray) returns anyelement language sql as 'select p';
create function l(x char(10), y varchar(3), z numeric(4, 2)[]) returns char(5) language sql as $$ select 'a' $$;
--- replaced, overloaded, altered
create function f() returns int language sql as 'select 1';
create function f(a int) returns int language sql as 'select 1';
create or replace function f() returns int language sql stable as 'select 2';
alter function f(int) immutable strict security definer;
alter function f(int) set search_path = '' set timezone = 'UTC';
alter function f() rename to g;
alter function g() volatile parallel restricted;
create schema s;
alter function f(int) set schema s;
alter function s.f reset search_path called on null input;
create function h(a int) returns int language sql as 'select 1';
create function h(a text) returns int language sql as 'select 1';
drop function h(text);
drop function if exists h(boolean);
drop function h;
--- procedures and aggregates
create procedure p(a int, inout b text) language plpgsql as $$ begin end $$;
create or replace procedure q() language sql as $$ select 1 $$;
create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
alter procedure p rename to r;
alter routine q() security definer;
drop aggregate total(int);
--- with types of the schema
create type mood as enum ('a');
create domain positive as int check (value > 0);
create table t (id int, m mood);
create function f(m mood, p positive, r t) returns mood language sql as 'select m';
create function g(m mood[]) returns setof t language sql as 'select * from t';
create function h() returns table (m mood, x t) language plpgsql as $$ begin end $$;
--- used by defaults, checks, triggers
create function f() returns int language sql as 'select 1';
create function g(a int) returns boolean language sql immutable as 'select true';
create table t (a int default f(), b int check (g(b)));
create index on t (g(a));
alter function f() rename to ff;
alter function g(int) rename to gg;
--- dropped with what uses it
create function f() returns int language sql as 'select 1';
create function g(a int) returns boolean language sql immutable as 'select true';
create table t (a int default f(), b int check (g(b)), c int generated always as (case when g(b) then 1 end) stored);
create function h() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger x before insert on t for each row execute function h();
drop function f() cascade;
drop function g(int) cascade;
drop function h() cascade;
