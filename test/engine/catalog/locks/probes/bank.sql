--- world b
create table branch (id int primary key, city text);
insert into branch values (1, 'x'), (2, 'y');
create table customer (id int primary key, branch_id int not null references branch, name text, active boolean default true);
insert into customer select i, 1 + i % 2, 'n' || i, true from generate_series(1, 10) i;
create table account (id int primary key, customer_id int not null references customer on delete cascade, balance numeric not null default 0, version int default 0, updated timestamptz);
insert into account select i, i, i * 10, 0, now() from generate_series(1, 10) i;
create table entry (id bigserial primary key, account_id int references account, amount numeric, note text);
insert into entry (account_id, amount) select 1 + i % 10, i from generate_series(1, 20) i;
create table audit (id bigserial primary key, what text, at timestamptz default now());
insert into audit (what) values ('x');
create table scratch (a int, b text);
insert into scratch values (1, 'x');
create function log_it() returns trigger language plpgsql as $$ begin insert into audit (what) values (tg_table_name || tg_op); return null; end $$;
create function stamp() returns trigger language plpgsql as $$ begin new.updated := now(); return new; end $$;
create function check_sum() returns trigger language plpgsql as $$ declare s numeric; begin select sum(amount) into s from entry; return null; end $$;
create function log_rows() returns trigger language plpgsql as $$ begin insert into audit (what) select id::text from changed; return null; end $$;
create function recount() returns trigger language plpgsql as $$ begin update customer set name = name where id = new.customer_id; return new; end $$;
create trigger account_stamp before update on account for each row execute function stamp();
create trigger account_log after update of balance on account for each row when (old.balance is distinct from new.balance) execute function log_it();
create trigger entry_log after insert or delete on entry for each statement execute function log_it();
create constraint trigger entry_sum after insert or update on entry deferrable initially deferred for each row execute function check_sum();
create trigger customer_rows after update on customer referencing new table as changed for each statement execute function log_rows();
create function total(c int) returns numeric language sql stable as $$ select sum(balance) from account where customer_id = c $$;
create function pay(a int, x numeric) returns void language plpgsql as $$ begin update account set balance = balance - x where id = a; insert into entry (account_id, amount) values (a, -x); end $$;
create function twice(x int) returns int language sql immutable as $$ select x * 2 $$;
create procedure archive(before date) language plpgsql as $$ begin delete from scratch where b = before::text; end $$;
create procedure nothing() language sql as $$ select 1 $$;
create function by_name(t text) returns setof account language plpgsql as $$ begin return query execute format('select * from %I', t); end $$;
create aggregate product (numeric) (sfunc = numeric_mul, stype = numeric);
create view balances as select c.name, a.balance, total(c.id) as t from customer c join account a on a.customer_id = c.id;

--- create sql function @b
create function f() returns bigint language sql as $$ select count(*) from entry $$
--- create sql function standard body @b
create function f(a int) returns numeric language sql stable return (select balance from account where id = a)
--- create sql function atomic @b
create function f(a int) returns void language sql begin atomic update account set balance = 0 where id = a; delete from scratch; end
--- create function table type @b
create function f(a account) returns numeric language sql as $$ select a.balance $$
--- create function returns setof table @b
create function f() returns setof customer language sql as $$ select * from customer $$
--- create function returns table @b
create function f() returns table (id int, n text) language plpgsql as $$ begin return query select c.id, c.name from customer c; end $$
--- create plpgsql function @b
create function f() returns void language plpgsql as $$ begin truncate scratch; end $$
--- create function percent type @b
create function f(n customer.name%type) returns account.balance%type language sql as $$ select 1::numeric $$
--- create function plpgsql rowtype @b
create function f() returns void language plpgsql as $$ declare r account%rowtype; begin select * into r from account limit 1; end $$
--- create function default query @b
create function f(a int default 3, b text default 'x') returns int language sql as $$ select a $$
--- replace function of trigger @b
create or replace function log_it() returns trigger language plpgsql as $$ begin return null; end $$
--- replace function of view @b
create or replace function total(c int) returns numeric language sql stable as $$ select 0::numeric $$
--- create function if sql invalid later @b
set check_function_bodies = off;
----
create function f() returns int language sql as $$ select count(*)::int from customer $$
--- alter function rename @b
alter function pay(int, numeric) rename to pay_out
--- alter function volatility @b
alter function total(int) immutable
--- alter function set schema @b
create schema other;
----
alter function twice(int) set schema other
--- alter function owner @b
alter function twice owner to current_user
--- alter function set @b
alter function pay(int, numeric) set search_path = public
--- drop function @b
drop function pay(int, numeric)
--- drop function of view cascade @b
drop function total(int) cascade
--- drop function of trigger cascade @b
drop function stamp() cascade
--- drop function of several triggers cascade @b
drop function log_it cascade
--- drop function if exists missing @b
drop function if exists nope(int)
--- drop two functions @b
drop function twice(int), by_name(text)
--- create procedure @b
create procedure p(a int) language plpgsql as $$ begin delete from entry where account_id = a; commit; end $$
--- create procedure atomic @b
create procedure p() language sql begin atomic insert into scratch values (1, 'a'); end
--- replace procedure @b
create or replace procedure nothing() language sql as $$ select 2 $$
--- drop procedure @b
drop procedure archive(date)
--- drop routine @b
drop routine if exists nothing()
--- alter procedure @b
alter procedure nothing() security definer
--- create aggregate @b
create aggregate mul (numeric) (sfunc = numeric_mul, stype = numeric, initcond = '1')
--- create aggregate over own function @b
create function add2(int, int) returns int language sql immutable as $$ select $1 + $2 $$;
----
create or replace aggregate sum2 (int) (sfunc = add2, stype = int, initcond = '0')
--- alter aggregate @b
alter aggregate product (numeric) rename to times
--- drop aggregate @b
drop aggregate product (numeric)
--- call sql procedure @b
call nothing()
--- call plpgsql procedure @b
call archive('2020-01-01')
--- select function static @b
select pay(1, 10)
--- select function over rows @b
select name, total(id) from customer
--- select function in where @b
select * from account where total(customer_id) > 10
--- select immutable function @b
select twice(3)
--- select aggregate @b
select product(balance) from account
--- select view with function @b
select * from balances
--- select function from @b
select * from pay(2, 3)
--- update fires triggers @b
update account set balance = balance + 1 where id = 1
--- update no column of trigger @b
update account set version = 1 where id = 1
--- update customer transition table @b
update customer set name = 'z' where id = 1
--- insert entry triggers @b
insert into entry (account_id, amount) values (1, 5)
--- insert entry from select @b
insert into entry (account_id, amount) select id, balance from account
--- delete entry @b
delete from entry where id = 1
--- truncate with trigger @b
create trigger scratch_log before truncate on scratch for each statement execute function log_it();
----
truncate scratch
--- truncate without trigger @b
truncate entry restart identity
--- insert with recount trigger @b
create trigger account_recount after insert on account for each row execute function recount();
----
insert into account (id, customer_id) values (11, 1)
--- insert with disabled trigger @b
alter table entry disable trigger entry_log;
----
insert into entry (account_id, amount) values (1, 5)
--- update with disabled user triggers @b
alter table account disable trigger user;
----
update account set balance = 1 where id = 1
--- update trigger when old only @b
create trigger customer_when before update on customer for each row when (new.active) execute function log_it();
----
update customer set active = false where id = 2
--- create trigger @b
create trigger t after insert on customer for each row execute function log_it()
--- create trigger when @b
create trigger t before update of name on customer for each row when (old.name is distinct from new.name) execute function stamp()
--- create trigger transition @b
create trigger t after delete on customer referencing old table as gone for each statement execute function log_it()
--- create constraint trigger from @b
create constraint trigger t after insert on entry from audit deferrable for each row execute function check_sum()
--- create constraint trigger @b
create constraint trigger t after update on account deferrable initially deferred for each row execute function check_sum()
--- create or replace trigger there @b
create or replace trigger account_stamp before insert or update on account for each row execute function stamp()
--- create or replace trigger new @b
create or replace trigger t before truncate on audit execute function log_it()
--- create trigger with arguments @b
create trigger t after update on branch for each row execute procedure log_it('a', 1)
--- alter trigger rename @b
alter trigger account_stamp on account rename to stamp_account
--- alter trigger extension dependency @b
create extension if not exists plpgsql;
----
alter trigger account_stamp on account depends on extension plpgsql
--- drop trigger @b
drop trigger account_log on account
--- drop constraint trigger @b
drop trigger entry_sum on entry restrict
--- drop trigger missing @b
drop trigger if exists nope on account
--- drop trigger missing table @b
drop trigger if exists nope on nowhere
--- disable trigger @b
alter table account disable trigger account_log
--- disable trigger all @b
alter table customer disable trigger all
--- enable trigger always @b
alter table account enable always trigger account_stamp
--- enable replica trigger @b
alter table account enable replica trigger account_stamp
--- enable trigger user @b
alter table entry enable trigger user
--- set constraints trigger @b
set constraints entry_sum immediate
--- do empty @b
do $$ begin null; end $$
--- do ddl @b
do $$ begin alter table account add column memo text; end $$
--- do insert @b
do $$ begin insert into scratch values (2, 'y'); end $$
--- do if exists catalog @b
do $$ begin if not exists (select 1 from pg_constraint where conname = 'nope') then alter table entry add constraint nope check (amount is not null); end if; end $$
--- do if exists column taken @b
do $$ begin if exists (select from information_schema.columns where table_name = 'account' and column_name = 'balance') then alter table account rename column balance to saldo; end if; end $$
--- do loop over tables dynamic @b
do $$ declare t text; begin foreach t in array array['branch', 'customer'] loop execute format('alter table %I add column c1 int', t); end loop; end $$
--- do execute constant @b
do $$ begin execute 'create index on entry (amount)'; end $$
--- do for query @b
do $$ declare r record; begin for r in select id from account order by id loop update account set version = version + 1 where id = r.id; end loop; end $$
--- do loop batches @b
do $$ declare n int; begin loop update entry set note = 'x' where id in (select id from entry where note is null limit 5); get diagnostics n = row_count; exit when n = 0; end loop; end $$
--- do exception @b
do $$ begin create type mood as enum ('a'); exception when duplicate_object then null; end $$
--- do perform @b
do $$ begin perform total(1); end $$
--- do select into @b
do $$ declare x bigint; begin select count(*) into x from entry; raise notice '%', x; end $$
--- do assignment query @b
do $$ declare x bigint := (select max(id) from entry); begin x := x + (select count(*) from audit); end $$
--- do cursor @b
do $$ declare c cursor for select * from customer; r customer; begin open c; fetch c into r; close c; end $$
--- do nested function @b
do $$ begin perform pay(1, 1); end $$
--- do lock @b
do $$ begin lock table account in share mode; end $$
--- do temp table @b
do $$ begin create temp table tt on commit drop as select * from scratch; drop table tt; end $$
--- do create then alter @b
do $$ begin create table fresh (id int references account); alter table fresh add column x int; end $$
--- do call @b
do $$ begin call archive('2020-01-01'); end $$
--- do case @b
do $$ begin case current_setting('server_version_num')::int / 10000 when 9 then truncate audit; else null; end case; end $$
--- do while @b
do $$ declare i int := 0; begin while i < 2 loop i := i + 1; insert into scratch values (i, 'w'); end loop; end $$
--- do raise only @b
do $$ begin raise notice 'x'; end $$
--- do language sql function create @b
do $$ begin create function g() returns int language sql as 'select 1'; end $$
--- create event trigger @b
create function ev() returns event_trigger language plpgsql as $$ begin end $$;
----
create event trigger e on ddl_command_end execute function ev()
--- event trigger writes @b
create function ev() returns event_trigger language plpgsql as $$ begin insert into public.audit (what) values (tg_tag); end $$;
create event trigger e on ddl_command_end execute function ev();
----
create table made (id int)
--- event trigger tag does not match @b
create function ev() returns event_trigger language plpgsql as $$ begin insert into public.audit (what) values (tg_tag); end $$;
create event trigger e on ddl_command_end when tag in ('CREATE TABLE') execute function ev();
----
alter table branch add column c int
--- event trigger start matches @b
create function ev() returns event_trigger language plpgsql as $$ begin insert into public.audit (what) values (tg_tag); end $$;
create event trigger e on ddl_command_start when tag in ('DROP TABLE', 'COMMENT') execute function ev();
----
comment on column branch.city is 'x'
--- event trigger sql drop @b
create function ev() returns event_trigger language plpgsql as $$ begin insert into public.audit (what) select object_identity from pg_event_trigger_dropped_objects(); end $$;
create event trigger e on sql_drop execute function ev();
----
drop table scratch
--- event trigger sql drop not fired @b
create function ev() returns event_trigger language plpgsql as $$ begin insert into public.audit (what) values ('dropped'); end $$;
create event trigger e on sql_drop execute function ev();
----
create index on branch (city)
--- event trigger disabled @b
create function ev() returns event_trigger language plpgsql as $$ begin insert into public.audit (what) values (tg_tag); end $$;
create event trigger e on ddl_command_end execute function ev();
alter event trigger e disable;
----
create view v as select id from branch
--- alter event trigger @b
create function ev() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger e on ddl_command_end execute function ev();
----
alter event trigger e disable
--- drop event trigger @b
create function ev() returns event_trigger language plpgsql as $$ begin insert into public.audit (what) values (tg_tag); end $$;
create event trigger e on ddl_command_end execute function ev();
----
drop event trigger e
--- table rewrite event trigger @b
create function ev() returns event_trigger language plpgsql as $$ begin insert into public.audit (what) values ('rewrite'); end $$;
create event trigger e on table_rewrite execute function ev();
----
alter table scratch alter column a type bigint
--- vacuum with event trigger @b
create function ev() returns event_trigger language plpgsql as $$ begin insert into public.audit (what) values (tg_tag); end $$;
create event trigger e on ddl_command_end execute function ev();
----
analyze scratch
--- grant with event trigger @b
create function ev() returns event_trigger language plpgsql as $$ begin insert into public.audit (what) values (tg_tag); end $$;
create event trigger e on ddl_command_end execute function ev();
----
grant select on branch to reader
