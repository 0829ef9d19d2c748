--- world w
create sequence sq;
create table t (id serial primary key, a int);
insert into t (a) values (1);
create table i (id int generated always as identity primary key);

--- create
create sequence n start 5 increment 2
--- create if not exists there @w
create sequence if not exists sq
--- create owned by @w
create sequence n owned by t.a
--- alter restart @w
alter sequence sq restart
--- alter restart with @w
alter sequence sq restart with 100
--- alter increment @w
alter sequence sq increment by 10
--- alter as bigint @w
alter sequence sq as bigint
--- alter as int @w
alter sequence sq as integer
--- alter maxvalue @w
alter sequence sq maxvalue 1000000
--- alter cache @w
alter sequence sq cache 20
--- alter cycle @w
alter sequence sq cycle
--- alter start @w
alter sequence sq start 7
--- alter owned by @w
alter sequence sq owned by t.a
--- alter owned by none @w
alter sequence t_id_seq owned by none
--- alter rename @w
alter sequence sq rename to sq2
--- alter set schema @w
create schema other;
----
alter sequence sq set schema other
--- alter owner @w
alter sequence sq owner to writer
--- alter if exists missing @w
alter sequence if exists nothing restart
--- alter serial sequence restart @w
alter sequence t_id_seq restart with 100
--- alter identity sequence @w
alter sequence i_id_seq increment by 5
--- alter set unlogged @w | 15+
alter sequence sq set unlogged
--- alter set logged @w | 15+
alter sequence sq set logged
--- drop @w
drop sequence sq
--- drop if exists missing @w
drop sequence if exists nothing
--- drop serial sequence fails @w
drop sequence t_id_seq
--- setval @w
select setval('sq', 100)
--- setval of table maximum @w
select setval('t_id_seq', (select max(id) from t))
--- setval pg_get_serial_sequence @w
select setval(pg_get_serial_sequence('t', 'id'), coalesce(max(id), 1)) from t
--- nextval @w
select nextval('sq')
--- currval @w
-- session: select nextval('sq')
----
select currval('sq')
--- select from @w
select last_value from sq
--- comment @w
comment on sequence sq is 'x'
--- grant @w
grant usage on sequence sq to reader
--- alter serial default by table @w
alter table t alter id set default 5
--- drop default of serial @w
alter table t alter id drop default
