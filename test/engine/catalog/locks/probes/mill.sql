--- world i
create table rate (code text primary key, value numeric);
insert into rate values ('a', 1), ('b', 2);
create table trail (id bigserial primary key, line text);
insert into trail (line) values ('x');
create sequence counter;
create function rate_of(c text) returns numeric language plpgsql stable as $$ declare v numeric; begin select value into v from rate where code = c; return v; end $$;
create function numbered() returns bigint language sql volatile as $$ select nextval('counter') $$;
create function log_it(l text) returns text language plpgsql as $$ begin insert into trail (line) values (l); return l; end $$;
create function all_rates() returns setof rate language sql stable as $$ select * from rate $$;
create table stone (id int primary key, code text references rate on delete set null on update cascade, nr bigint default numbered(), weight numeric check (weight < coalesce(rate_of('zz'), 1000)), owner int, name varchar(10), up int references stone);
insert into stone (id, code, weight, owner, name, up) values (1, 'a', 1, 1, 'n', null), (2, 'b', 2, 1, 'm', 1);
alter table stone add constraint stone_owner unique (owner, id) deferrable;
create index stone_name on stone (name) include (weight);
alter table stone add constraint name_len check (length(name) < 20) not valid;
create statistics stone_st on owner, name from stone;
create table flour (id int primary key, stone_id int not null references stone on delete cascade, grade int default 1);
insert into flour values (1, 1, 1), (2, 2, 1);
create table sack (id int primary key, flour_id int references flour on delete set default on update set null, at date default current_date);
insert into sack values (1, 1), (2, 2);
create function sack_log() returns trigger language plpgsql as $$ begin perform log_it('sack'); return null; end $$;
create trigger sack_u after update on sack for each statement execute function sack_log();
create trigger sack_d before delete on sack for each row execute function sack_log();
create trigger sack_t before truncate on sack for each statement execute function sack_log();
create view full_sack as select s.id, f.grade from sack s join flour f on f.id = s.flour_id;
create function full_up() returns trigger language plpgsql as $$ begin update flour set grade = new.grade where id = new.id; return new; end $$;
create trigger full_u instead of update on full_sack for each row execute function full_up();
create trigger full_d instead of delete on full_sack for each row execute function full_up();
create view stone_v (nr, label, w) as select id, name, weight from stone;
create view priced as select id, rate_of(code) as price from stone;
create table wide_range (a int not null, b int not null, v int) partition by range (a, b);
create table wide_1 partition of wide_range for values from (1, 1) to (10, 1);
create table wide_2 partition of wide_range for values from (10, 1) to (maxvalue, maxvalue);
insert into wide_range values (1, 1, 1), (20, 1, 1);

--- insert with default of function @i
insert into stone (id, weight) values (5, 1)
--- insert with all given @i
insert into stone (id, code, nr, weight, owner, name, up) values (5, 'a', 1, 1, 1, 'x', 1)
--- insert with function value @i
insert into rate values (log_it('c'), 5)
--- insert returning function @i
insert into rate values ('d', 5) returning log_it(code)
--- insert select from set function @i
insert into trail (line) select code from all_rates()
--- insert select on conflict @i
insert into rate select code, 2 from all_rates() on conflict do nothing
--- insert on conflict target nothing @i
insert into rate values ('a', 1) on conflict (code) do nothing
--- insert on conflict constraint @i
insert into rate values ('a', 1) on conflict on constraint rate_pkey do update set value = 3
--- insert into view with other names @i
insert into stone_v (nr, label, w) values (7, 'q', 1)
--- update view with other names @i
update stone_v set label = 'q'
--- update view key @i
update stone_v set nr = nr + 50 where nr = 1
--- update instead of trigger @i
update full_sack set grade = 5
--- delete instead of trigger @i
delete from full_sack where id = 1
--- update calling function @i
update rate set value = 1 where log_it(code) = 'a'
--- update with function value @i
update trail set line = rate_of('a')::text
--- update referenced cascade @i
update rate set code = 'z' where code = 'a'
--- update referenced set null @i
update flour set id = 20 where id = 2
--- update statement trigger @i
update sack set at = '2020-01-01'
--- update several rows partition key two columns @i
update wide_range set v = 2 where a = 1
--- delete set null @i
delete from rate where code = 'b'
--- delete set default with trigger @i
delete from flour where id = 1
--- delete chain @i
delete from stone where id = 2
--- delete row trigger @i
delete from sack where id = 2
--- truncate with trigger @i
truncate sack
--- truncate cascade with trigger @i
truncate flour cascade
--- explain delete referenced @i
explain delete from stone
--- explain insert with keys @i
explain insert into stone (id, code) values (9, 'a')
--- explain analyze delete referenced @i
explain analyze delete from stone where id = 2
--- explain select function @i
explain select log_it('x')
--- explain select nextval @i
explain select nextval('counter') from rate
--- explain create table as @i
explain create table t as select * from priced
--- declare with function @i
declare c cursor for select log_it(code) from rate
--- declare with nextval @i
declare c cursor for select nextval('counter')
--- prepare with function @i
prepare p as select log_it('x') from priced
--- select view with function @i
select * from priced
--- select set function in from @i
select * from all_rates() r join stone s on s.code = r.code
--- select function in limit @i
select * from rate order by rate_of(code) limit 1
--- select immutable from view @i
select nr, w from stone_v where w > 0 for no key update
--- matview with function @i
create materialized view m as select id, rate_of(code) from stone
--- matview of view with function no data @i
create materialized view m as select * from priced with no data
--- table as with log function @i
create table t as select log_it(code) from rate
--- copy query with function @i
copy (select log_it(code) from rate) to stdout
--- add check with function @i
alter table flour add constraint g check (grade < rate_of('a') + 1000)
--- add column default reading function @i
alter table flour add column r numeric default rate_of('a')
--- add column default logging function @i
alter table flour add column r text default log_it('q')
--- type using reading function @i
alter table sack alter at type numeric using rate_of('a')
--- type of included column @i
alter table stone alter weight type numeric(10, 2)
--- type of column with not valid check @i
alter table stone alter name type varchar(40)
--- type of column with statistics @i
alter table stone alter owner type bigint
--- type of self referenced key @i
alter table stone alter id type bigint
--- drop self referenced column @i
alter table stone drop column up
--- drop column with statistics @i
alter table stone drop column owner cascade
--- drop statistics owner table @i
drop table stone cascade
--- drop function in check cascade @i
drop function rate_of cascade
--- drop function in default cascade @i
drop function numbered() cascade
--- drop sequence in function @i
drop sequence counter
--- drop set function cascade @i
drop function all_rates() cascade
--- set not null with function check @i
alter table stone alter weight set not null
--- rename referenced table @i
alter table rate rename to rates
--- rename view column alias @i
alter view stone_v rename column label to title
--- drop view column names @i
drop view stone_v
--- attach two column range @i
alter table wide_range detach partition wide_2;
----
alter table wide_range attach partition wide_2 for values from (10, 1) to (maxvalue, maxvalue)
--- create two column range @i
create table wide_0 partition of wide_range for values from (minvalue, minvalue) to (1, 1)
--- select two column range @i
select * from wide_range where a = 1 and b = 1
--- insert two column range @i
insert into wide_range values (3, 3, 3)
--- delete partition where other column @i
delete from wide_range where v = 1
--- create index if not exists partitioned @i
create index if not exists wide_v on wide_range (v)
--- create trigger when @i
create trigger w before update on rate for each row when (new.value > old.value) execute function sack_log()
--- update fires when trigger @i
create trigger w after update on rate for each row when (new.value > old.value) execute function sack_log();
----
update rate set value = value + 1
--- create function with default argument @i
create function g(a int default rate_of('a')::int) returns int language sql as 'select a'
--- create procedure reading view @i
create procedure pr() language sql as 'insert into trail (line) select id::text from priced; delete from full_sack'
--- do with cursor @i
do $$ declare c cursor for select * from stone_v; r record; begin open c; fetch c into r; close c; end $$
--- do with insert returning @i
do $$ declare i bigint; begin insert into trail (line) values ('y') returning id into i; end $$
--- comment on view column alias @i
comment on column stone_v.label is 'x'
--- lock view with function @i
lock table priced in share mode
