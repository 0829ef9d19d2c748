--- world w
create table t (id int primary key, a int, b text);
insert into t values (1, 1, 'x');
create table ref (id int primary key);
create function tf() returns trigger language plpgsql as 'begin return new; end';
create function f(x int) returns int language sql as 'select 1';
create trigger tg before insert on t for each row execute function tf();
create policy pol on t for select to reader using (a > 0);

--- create trigger @w
create trigger n before insert or update on t for each row execute function tf()
--- create or replace trigger new @w
create or replace trigger n before insert on t for each row execute function tf()
--- create or replace trigger there @w
create or replace trigger tg after insert on t for each row execute function tf()
--- create trigger update of @w
create trigger n before update of a on t for each row when (old.a is distinct from new.a) execute function tf()
--- create trigger referencing @w
create trigger n after insert on t referencing new table as nt for each statement execute function tf()
--- create constraint trigger @w
create constraint trigger n after insert on t deferrable initially deferred for each row execute function tf()
--- create constraint trigger from @w
create constraint trigger n after insert on t from ref for each row execute function tf()
--- create truncate trigger @w
create trigger n before truncate on t for each statement execute function tf()
--- drop trigger @w
drop trigger tg on t
--- drop trigger if exists missing @w
drop trigger if exists nothing on t
--- drop trigger on missing table @w
drop trigger if exists tg on nothing
--- rename trigger @w
alter trigger tg on t rename to tg2
--- trigger depends on extension @w
alter trigger tg on t depends on extension plpgsql
--- comment on trigger @w
comment on trigger tg on t is 'x'
--- create event trigger @w
create function ef() returns event_trigger language plpgsql as 'begin end';
----
create event trigger et on ddl_command_end execute function ef()
--- drop event trigger
create function ef() returns event_trigger language plpgsql as 'begin end';
create event trigger et on ddl_command_end execute function ef();
----
drop event trigger et
--- alter event trigger
create function ef() returns event_trigger language plpgsql as 'begin end';
create event trigger et on ddl_command_end execute function ef();
----
alter event trigger et disable
--- create policy @w
create policy n on t using (a > 0)
--- create policy with check @w
create policy n on t for insert with check (a > 0)
--- create policy with subquery @w
create policy n on t using (a in (select id from ref))
--- alter policy @w
alter policy pol on t using (a > 1)
--- alter policy to @w
alter policy pol on t to writer
--- rename policy @w
alter policy pol on t rename to pol2
--- drop policy @w
drop policy pol on t
--- drop policy if exists missing @w
drop policy if exists nothing on t
--- comment on policy @w
comment on policy pol on t is 'x'
--- create function @w
create function n() returns int language sql as 'select 1'
--- create or replace function of trigger @w
create or replace function tf() returns trigger language plpgsql as 'begin return null; end'
--- create function sql over table @w
create function n() returns bigint language sql as 'select count(*) from t'
--- create function begin atomic @w
create function n() returns bigint language sql begin atomic select count(*) from t; end
--- create function returns setof table @w
create function n() returns setof t language sql as 'select * from t'
--- create function argument of row type @w
create function n(t) returns int language sql as 'select 1'
--- create procedure @w
create procedure n() language plpgsql as 'begin update t set a = 1; end'
--- alter function @w
alter function f(int) immutable
--- alter function rename @w
alter function f(int) rename to g
--- alter function owner @w
alter function f(int) owner to writer
--- alter function set schema @w
create schema other;
----
alter function f(int) set schema other
--- drop procedure
create procedure pr() language plpgsql as 'begin end';
----
drop procedure pr()
--- call procedure @w
create procedure pr() language plpgsql as 'begin update t set a = 1; end';
----
call pr()
--- create aggregate
create aggregate agg (int) (sfunc = int4pl, stype = int, initcond = '0')
--- create operator
create operator === (leftarg = int, rightarg = int, function = int4eq)
--- create operator class
create operator class my_ops for type int using btree as operator 1 <, operator 3 =, function 1 btint4cmp(int, int)
--- create cast
create type w as (a int);
create function f(w) returns int language sql immutable as 'select ($1).a';
----
create cast (w as int) with function f(w)
--- create collation
create collation c1 from "C"
--- create text search configuration
create text search configuration tc (copy = pg_catalog.english)
--- create conversion fails or not
create conversion cv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8
