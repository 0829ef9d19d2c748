--- world k
create table owner (id serial primary key, email text unique, name text);
insert into owner (email, name) select 'e' || i, 'n' || i from generate_series(1, 10) i;
create type size as enum ('s', 'm', 'l');
create domain tag as text check (length(value) < 20);
create table dog (id serial primary key, owner_id int not null references owner, name text, size size default 'm', chip tag, born date, search tsvector generated always as (to_tsvector('simple', coalesce(name, ''))) stored);
insert into dog (owner_id, name, chip) select i, 'd' || i, 'c' from generate_series(1, 10) i;
create index dog_search on dog using gin (search);
create index dog_owner on dog (owner_id) include (name);
create table visit (id bigint generated always as identity primary key, dog_id int references dog on delete cascade, at timestamptz default now(), notes text, fee numeric default 0);
insert into visit (dog_id) select i from generate_series(1, 10) i;
create table history (id bigserial, table_name text, row_data jsonb, at timestamptz default clock_timestamp());
insert into history (table_name) values ('x');
create schema audit;
create table audit.event (id bigint generated always as identity, payload jsonb);
insert into audit.event (payload) values ('{}');
create function audit.record() returns trigger language plpgsql security definer set search_path = audit as $$ begin insert into event (payload) values (to_jsonb(new)); return new; end $$;
create trigger dog_audit after insert or update or delete on dog for each row execute function audit.record();
create function remember() returns trigger language plpgsql as $$ begin insert into history (table_name, row_data) select tg_table_name, to_jsonb(n) from new_rows n; return null; end $$;
create trigger visit_insert after insert on visit referencing new table as new_rows for each statement execute function remember();
create function protect() returns trigger language plpgsql as $$ begin if old.fee > 1000 then raise exception 'no'; end if; return old; end $$;
create trigger visit_protect before delete on visit for each row execute function protect();
create function dog_age(d dog) returns int language sql stable as $$ select extract(year from age(d.born))::int $$;
create function owner_dogs(o int) returns bigint language sql stable as $$ select count(*) from dog where owner_id = o $$;
create view dogs as select d.id, d.name, o.name as owner, dog_age(d) as age from dog d join owner o on o.id = d.owner_id;
create view owners as select o.*, owner_dogs(o.id) as n from owner o;
create view big_dogs as select * from dog where size = 'l';
create materialized view stats as select owner, count(*) as n from dogs group by owner;
create unique index stats_owner on stats (owner);
alter table visit enable row level security;
create policy visit_own on visit for select using (exists (select 1 from dog d join owner o on o.id = d.owner_id where d.id = dog_id and o.email = current_user));
create rule big_insert as on insert to big_dogs do instead insert into dog (owner_id, name, size) values (new.owner_id, new.name, 'l');
create sequence invoice_no owned by visit.fee;
create publication pub for table owner, dog;
create statistics dog_stats on owner_id, size from dog;

--- insert dog @k
insert into dog (owner_id, name) values (1, 'x')
--- insert visit @k
insert into visit (dog_id, notes) values (1, 'x')
--- insert by rule @k
insert into big_dogs (owner_id, name) values (2, 'y')
--- update dog size @k
update dog set size = 'l' where id = 1
--- update big dogs view @k
update dog set size = 'l';
----
update big_dogs set name = 'z' where id = 3
--- delete dog @k
delete from dog where id = 2
--- delete visit @k
delete from visit where id = 1
--- delete owner referenced none @k
insert into owner (email) values ('lonely');
----
delete from owner where email = 'lonely'
--- select dogs view columns @k
select id, name from dogs
--- select dogs view age @k
select age from dogs
--- select owners count @k
select n from owners where id = 1
--- select owners without function @k
select name from owners
--- select with policy as owner @k
select * from visit
--- select function of row @k
select dog_age(d) from dog d
--- select for update dogs @k
select id from dogs for update of dogs
--- select generated search @k
select * from dog where search @@ to_tsquery('simple', 'd1')
--- refresh stats concurrently @k
refresh materialized view concurrently stats
--- refresh stats @k
refresh materialized view stats
--- replace function of view @k
create or replace function owner_dogs(o int) returns bigint language sql stable as $$ select count(*) from dog d where d.owner_id = o and d.size is not null $$
--- replace trigger function @k
create or replace function remember() returns trigger language plpgsql as $$ begin perform count(*) from new_rows; return null; end $$
--- drop function of view cascade @k
drop function owner_dogs(int) cascade
--- drop function of row cascade @k
drop function dog_age(dog) cascade
--- drop trigger function cascade @k
drop function audit.record() cascade
--- drop domain cascade @k
drop domain tag cascade
--- drop enum cascade @k
drop type size cascade
--- drop dog cascade @k
drop table dog cascade
--- drop owner cascade @k
drop table owner cascade
--- drop visit @k
drop table visit
--- drop audit schema @k
drop schema audit cascade
--- drop sequence owned @k
drop sequence invoice_no
--- drop serial sequence cascade @k
drop sequence if exists dog_id_seq cascade
--- drop index gin @k
drop index dog_search
--- drop index concurrently @k
drop index concurrently dog_owner
--- drop index missing @k
drop index if exists nothing_idx
--- drop index concurrently missing @k
drop index concurrently if exists nothing_idx
--- drop policy @k
drop policy visit_own on visit
--- drop policy if exists @k
drop policy if exists visit_other on visit
--- drop rule @k
drop rule big_insert on big_dogs
--- drop trigger @k
drop trigger dog_audit on dog
--- drop trigger missing @k
drop trigger if exists nothing on visit
--- drop matview cascade @k
drop materialized view stats cascade
--- drop view dogs cascade @k
drop view dogs cascade
--- drop view big dogs @k
drop view big_dogs
--- drop statistics @k
drop statistics dog_stats
--- drop publication missing @k
drop publication if exists nothing
--- drop function missing @k
drop function if exists nothing(int) cascade
--- drop type missing @k
drop type if exists nothing cascade
--- drop owned sequence table @k
drop table history
--- create policy for all @k
create policy visit_all on visit for all using (fee < 100) with check (dog_id in (select id from dog))
--- create policy on new table @k
create policy owner_self on owner to reader using (email = current_user)
--- alter table enable rls @k
alter table dog enable row level security
--- disable trigger named @k
alter table dog disable trigger dog_audit
--- enable trigger all @k
alter table visit enable trigger all
--- create trigger instead of real @k
create function ins() returns trigger language plpgsql as $$ begin insert into owner (name) values (new.owner); return new; end $$;
----
create trigger dogs_insert instead of insert on dogs for each row execute function ins()
--- insert instead of @k
create function ins() returns trigger language plpgsql as $$ begin insert into owner (name) values (new.owner); return new; end $$;
create trigger dogs_insert instead of insert on dogs for each row execute function ins();
----
insert into dogs (name, owner) values ('x', 'y')
--- update instead of @k
create function upd() returns trigger language plpgsql as $$ begin update dog set name = new.name where id = old.id; return new; end $$;
create trigger dogs_update instead of update on dogs for each row execute function upd();
----
update dogs set name = 'q' where id = 1
--- delete instead of @k
create function del() returns trigger language plpgsql as $$ begin delete from visit where dog_id = old.id; return old; end $$;
create trigger dogs_delete instead of delete on dogs for each row execute function del();
----
delete from dogs where id = 1
--- trigger before insert changes @k
create function fill() returns trigger language plpgsql as $$ begin new.name := (select name from owner where id = new.owner_id); return new; end $$;
create trigger dog_fill before insert on dog for each row execute function fill();
----
insert into dog (owner_id) values (1)
--- trigger with dynamic sql @k
create function part() returns trigger language plpgsql as $$ begin execute format('insert into %I (table_name) values ($1)', 'history') using tg_op; return null; end $$;
create trigger owner_part after update on owner for each row execute function part();
----
update owner set name = 'x' where id = 1
--- trigger on update of other column @k
create trigger owner_email after update of email on owner for each row execute function remember();
----
update owner set name = 'x' where id = 1
--- trigger disabled @k
alter table dog disable trigger all;
----
insert into dog (owner_id, name) values (1, 'x')
--- trigger replica only @k
alter table dog enable replica trigger dog_audit;
----
update dog set name = 'x' where id = 1
--- trigger returns early @k
create function skip() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger owner_skip before insert on owner for each row execute function skip();
----
insert into owner (name) values ('never')
--- truncate dog cascade @k
truncate dog cascade
--- truncate visit restart @k
truncate table visit restart identity
--- truncate history @k
truncate history continue identity
--- lock dogs @k
lock table dogs in access exclusive mode
--- lock owners @k
lock owners in row exclusive mode
--- grant select all tables @k
grant select on all tables in schema public to reader
--- grant usage schema @k
grant usage on schema audit to reader
--- grant sequence @k
grant usage, select on sequence dog_id_seq to writer
--- grant view @k
grant select, insert on big_dogs to writer
--- revoke column @k
grant select (email) on owner to reader;
----
revoke select (email) on owner from reader
--- alter default privileges @k
alter default privileges for role current_user in schema audit grant insert on tables to writer
--- alter default privileges sequences @k
alter default privileges grant usage on sequences to reader
--- comment on policy @k
comment on policy visit_own on visit is 'x'
--- comment on rule @k
comment on rule big_insert on big_dogs is 'x'
--- comment on type @k
comment on type size is 'x'
--- comment on matview column @k
comment on column stats.n is 'x'
--- comment on generated column @k
comment on column dog.search is 'x'
--- comment on index @k
comment on index dog_search is 'x'
--- comment on unique constraint @k
comment on constraint owner_email_key on owner is 'x'
--- comment on publication @k
comment on publication pub is 'x'
--- comment on trigger @k
comment on trigger dog_audit on dog is null
--- comment on sequence @k
comment on sequence invoice_no is 'x'
--- alter sequence owned @k
alter sequence invoice_no owned by none
--- alter sequence serial restart @k
alter sequence dog_id_seq restart with 1000
--- alter sequence identity @k
alter sequence visit_id_seq maxvalue 100000
--- alter sequence schema @k
create sequence loose;
----
alter sequence loose set schema audit
--- alter sequence rename @k
alter sequence invoice_no rename to invoice_number
--- setval from table @k
select setval('dog_id_seq', (select max(id) from dog))
--- nextval regclass @k
select nextval('invoice_no'::regclass)
--- sequence in default of update @k
update visit set fee = nextval('invoice_no') where id = 1
--- create sequence owned @k
create sequence owner_no owned by owner.id
--- create table as function @k
create table snap as select owner_dogs(id) as n from owner
--- create table as no data @k
create table snap as select * from dogs with no data
--- create unlogged table as @k
create unlogged table if not exists snap as table owners
--- create view star @k
create view v as select *, owner_dogs(id) from owner
--- create or replace view @k
create or replace view big_dogs as select * from dog where size in ('m', 'l')
--- create or replace matching function view @k
create or replace view owners as select o.*, owner_dogs(o.id) as n, 1 as one from owner o
--- create matview no data @k
create materialized view m as select * from owners with no data
--- create matview over function @k
create materialized view m as select * from owners
--- create function sql over view @k
create function f() returns setof dogs language sql as $$ select * from dogs $$
--- create function plpgsql missing table @k
create function f() returns void language plpgsql as $$ begin insert into not_there values (1); end $$
--- create procedure sql @k
create procedure p() language sql as $$ insert into history (table_name) values ('p'); update owner set name = 'p' where id = 1; $$
--- call procedure sql @k
create procedure p() language sql as $$ insert into history (table_name) values ('p'); update owner set name = 'p' where id = 1; $$;
----
call p()
--- create event trigger @k
create function et() returns event_trigger language plpgsql as $$ begin insert into public.history (table_name) values (tg_tag); end $$;
----
create event trigger log_ddl on ddl_command_end execute function et()
--- event trigger on create index @k
create function et() returns event_trigger language plpgsql as $$ begin insert into public.history (table_name) values (tg_tag); end $$;
create event trigger log_ddl on ddl_command_end when tag in ('CREATE INDEX', 'ALTER TABLE') execute function et();
----
create index dog_name on dog (name)
--- event trigger on drop view @k
create function et() returns event_trigger language plpgsql as $$ begin insert into public.history (table_name) values (tg_tag); end $$;
create event trigger log_ddl on sql_drop execute function et();
----
drop view big_dogs
--- event trigger update unaffected @k
create function et() returns event_trigger language plpgsql as $$ begin insert into public.history (table_name) values (tg_tag); end $$;
create event trigger log_ddl on ddl_command_start execute function et();
----
update owner set name = 'x' where id = 1
--- event trigger refresh @k
create function et() returns event_trigger language plpgsql as $$ begin insert into public.history (table_name) values (tg_tag); end $$;
create event trigger log_ddl on ddl_command_end execute function et();
----
refresh materialized view stats
--- event trigger create table as @k
create function et() returns event_trigger language plpgsql as $$ begin insert into public.history (table_name) values (tg_tag); end $$;
create event trigger log_ddl on ddl_command_end when tag in ('CREATE TABLE AS') execute function et();
----
create table snap as select 1 as one
--- event trigger select into @k
create function et() returns event_trigger language plpgsql as $$ begin insert into public.history (table_name) values (tg_tag); end $$;
create event trigger log_ddl on ddl_command_end when tag in ('SELECT INTO') execute function et();
----
select 1 as one into snap
--- publication set drop @k
alter publication pub set table owner
--- publication drop table @k
alter publication pub drop table dog
--- publication add with where @k | 15+
alter publication pub add table visit (id, fee) where (fee > 0)
--- publication all tables in schema @k | 15+
alter publication pub set tables in schema audit
--- analyze all columns expression stats @k
create statistics es on (lower(name)) from dog;
----
analyze dog
--- vacuum matview @k
vacuum full stats
--- reindex schema @k
reindex schema audit
--- reindex gin index concurrently @k
reindex index concurrently dog_search
--- cluster again without mark @k
cluster dog using dog_owner
--- create schema with table and grant @k
create schema extra create table note (id int primary key, dog_id int references public.dog) create view latest as select * from public.visit
--- do guard column @k
do $$ begin if not exists (select 1 from information_schema.columns where table_schema = 'public' and table_name = 'dog' and column_name = 'color') then alter table dog add column color text; end if; end $$
--- do guard type @k
do $$ begin if not exists (select 1 from pg_type where typname = 'size') then create type size as enum ('x'); end if; end $$
--- do guard constraint exception @k
do $$ begin alter table dog add constraint dog_name_check check (name <> ''); exception when duplicate_object then null; end $$
--- do backfill batches @k
do $$ declare n int := 1; begin while n > 0 loop update visit set fee = 1 where id in (select id from visit where fee = 0 limit 4); get diagnostics n = row_count; end loop; end $$
--- do loop dynamic tables @k
do $$ declare t text; begin for t in select tablename from pg_tables where schemaname = 'audit' loop execute 'truncate audit.' || quote_ident(t); end loop; end $$
--- do call function @k
do $$ begin perform owner_dogs(1); end $$
--- do sequence @k
do $$ begin perform setval('invoice_no', 5); end $$
--- do lock timeout then lock @k
do $$ begin perform set_config('lock_timeout', '1s', true); lock table owner in share mode; end $$
--- copy visit @k
copy visit (dog_id) from program 'printf "1\n2\n"'
--- copy dogs view @k
copy (select * from dogs) to '/dev/null' csv
--- explain insert @k
explain insert into dog (owner_id) values (1)
--- explain analyze delete @k
explain (analyze, buffers) delete from visit where id = 2
--- explain refresh @k
explain refresh materialized view stats
--- cursor hold view @k
declare c cursor with hold for select * from owners
--- table sample @k
select * from dog tablesample system (50)
--- select lateral function @k
select o.id, x from owner o, lateral owner_dogs(o.id) x
--- security label nothing @k
select obj_description('dog'::regclass), col_description('dog'::regclass, 1)
--- reassign @k
alter table dog owner to writer;
----
reassign owned by writer to reader
