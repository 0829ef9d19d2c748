--- world w
create table ref (id int primary key, v text);
insert into ref select g, 'r' from generate_series(1, 5) g;
create table t (id int primary key, a int, b text, r int references ref);
insert into t select g, g, 'x', g from generate_series(1, 5) g;
create index t_a on t (a);
create table kid (id int primary key, t_id int references t on delete cascade);
insert into kid values (1, 1), (2, 2);
create index kid_t on kid (t_id);
create table nk (id int primary key, ref_id int references ref);
insert into nk values (1, 5);
create table plain (id int, a int);
insert into plain values (1, 1), (2, 2);
create view v as select id, a from plain;
create view vs with (security_barrier) as select id, a from plain where a > 0;
create table ser (id serial primary key, a int);
insert into ser (a) values (1);
create table ident (id int generated always as identity primary key, a int);
--- world p
create table ref (id int primary key);
insert into ref values (1), (2);
create table p (id int not null, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
create index p_x on p (x);
insert into p values (1, 1), (11, 1);
--- world pa
create table pa (id int primary key, v text);
create table ch (extra int) inherits (pa);
create index ch_extra on ch (extra);
insert into pa values (1, 'x');
insert into ch values (2, 'x', 2);
--- world tg
create table t (id int primary key, a int);
insert into t values (1, 1);
create table log (id int);
create function tf() returns trigger language plpgsql as 'begin insert into log values (new.id); return new; end';
create trigger tg after update on t for each row execute function tf();

--- select @w
select * from plain
--- select with index @w
select * from t
--- select where key @w
select * from t where id = 1
--- select join @w
select * from t join ref on ref.id = t.r
--- select view @w
select * from v
--- select security barrier view @w
select * from vs
--- select for update @w
select * from t for update
--- select for share @w
select * from t where id = 1 for share
--- select for update of one @w
select * from t join ref on ref.id = t.r for update of t
--- select for no key update skip locked @w
select * from plain for no key update skip locked
--- select for update of view @w
select * from v for update
--- select subquery @w
select (select max(id) from ref) from plain where a in (select id from t)
--- select with data modifying @w
with d as (delete from plain returning *) select * from d
--- select partitioned @p
select * from p
--- select partitioned pruned @p
select * from p where id = 1
--- select inherited @pa
select * from pa
--- select only @pa
select * from only pa
--- select function
select 1
--- values
values (1), (2)
--- table @w
table plain
--- insert @w
insert into plain values (3, 3)
--- insert with indexes @w
insert into ref values (6, 'x')
--- insert with foreign key @w
insert into t values (6, 6, 'x', 1)
--- insert with foreign key null @w
insert into t values (6, 6, 'x', null)
--- insert with foreign key omitted @w
insert into t (id, a) values (6, 6)
--- insert default values serial @w
insert into ser default values
--- insert serial @w
insert into ser (a) values (5)
--- insert serial explicit @w
insert into ser (id, a) values (50, 5)
--- insert identity @w
insert into ident (a) values (5)
--- insert select @w
insert into plain select id, a from t
--- insert select itself @w
insert into plain select * from plain
--- insert on conflict do nothing @w
insert into ref values (1, 'z') on conflict do nothing
--- insert on conflict update @w
insert into ref values (1, 'z') on conflict (id) do update set v = excluded.v
--- insert returning @w
insert into plain values (4, 4) returning id
--- insert into view @w
insert into v values (4, 4)
--- insert partitioned @p
insert into p values (2, 2)
--- insert partition @p
insert into p1 values (2, 2)
--- insert self reference
create table tree (id int primary key, up int references tree);
insert into tree values (1, null);
----
insert into tree values (2, 1)
--- insert of nothing @w
insert into t select * from t where false
--- update @w
update plain set a = 5
--- update with indexes @w
update t set b = 'z'
--- update where key @w
update t set b = 'z' where id = 1
--- update indexed column @w
update t set a = a + 1
--- update foreign key column @w
update t set r = 2
--- update foreign key column to null @w
update t set r = null
--- update referenced table other column @w
update ref set v = 'z'
--- update referenced key fails @w
update ref set id = id + 100 where id = 5
--- update from @w
update plain set a = ref.id from ref where ref.id = plain.id
--- update subquery @w
update plain set a = (select max(id) from t)
--- update view @w
update v set a = 5
--- update security barrier view @w
update vs set a = 5
--- update partitioned @p
update p set x = 2
--- update partitioned pruned @p
update p set x = 2 where id = 1
--- update partitioned key @p
update p set id = 15 where id = 1
--- update inherited @pa
update pa set v = 'z'
--- update only @pa
update only pa set v = 'z'
--- update nothing @w
update t set r = 3 where false
--- update with trigger @tg
update t set a = 5
--- delete @w
delete from plain
--- delete with foreign key @w
delete from nk
--- delete cascade @w
delete from t where id = 1
--- delete referenced @w
delete from ref where id = 100
--- delete referenced row @w
delete from nk;
update t set r = null;
----
delete from ref
--- delete using @w
delete from plain using ref where ref.id = plain.id
--- delete partitioned @p
delete from p
--- delete view @w
delete from v
--- delete inherited @pa
delete from pa
--- merge @w | 15+
merge into plain using ref on plain.id = ref.id when matched then update set a = ref.id when not matched then insert values (ref.id, 0)
--- merge delete @w | 15+
merge into plain p using ref r on p.id = r.id when matched then delete
--- merge with indexes @w | 15+
merge into ref using (values (1, 'a'), (9, 'b')) s (id, v) on s.id = ref.id when matched then update set v = s.v when not matched then insert values (s.id, s.v)
--- merge with foreign key @w | 15+
merge into t using (values (1, 2)) s (id, r) on s.id = t.id when matched then update set r = s.r
--- copy to @w
copy plain to '/dev/null'
--- copy query @w
copy (select * from t) to '/dev/null'
--- copy from @w
copy plain from '/dev/null'
--- copy from with indexes @w
copy ref from '/dev/null'
--- copy from partitioned @p
copy p from '/dev/null'
--- with insert @w
with x as (insert into plain values (9, 9) returning id) insert into ref select id, 'x' from x
--- select for update partitioned @p
select * from p for update
--- update rule
create table t (id int);
create table log (id int);
insert into t values (1);
create rule ru as on update to t do also insert into log values (new.id);
----
update t set id = 2
--- select row level security @w
create policy pol on plain using (a in (select id from ref));
alter table plain enable row level security;
alter table plain force row level security;
----
select * from plain
