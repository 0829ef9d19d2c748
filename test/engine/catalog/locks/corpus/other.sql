--- world w
create table t (id int primary key, a int, b text);
insert into t values (1, 1, 'x'), (2, 2, 'y');
create index t_a on t (a);
create table t2 (id int primary key, a int);
create view v as select * from t;
create sequence sq;
create function f(x int) returns int language sql as 'select 1';
create statistics st on a, b from t;
create schema other;
create table other.z (id int primary key);
alter table t add constraint ck check (a > 0);

--- comment on table @w
comment on table t is 'x'
--- comment on column @w
comment on column t.a is 'x'
--- comment on column of view @w
comment on column v.a is 'x'
--- comment on constraint @w
comment on constraint ck on t is 'x'
--- comment on function @w
comment on function f(int) is 'x'
--- comment on schema @w
comment on schema other is 'x'
--- comment on statistics @w
comment on statistics st is 'x'
--- comment on index @w
comment on index t_a is null
--- comment on database
comment on database postgres is 'x'
--- comment on role
comment on role reader is 'x'
--- comment on extension
comment on extension plpgsql is 'x'
--- grant select @w
grant select on t to reader
--- grant columns @w
grant select (id, a), update (a) on t to reader
--- grant on two tables @w
grant all on t, t2 to reader
--- grant on all tables @w
grant select on all tables in schema public to reader
--- grant on all sequences @w
grant usage on all sequences in schema public to reader
--- grant on schema @w
grant usage on schema other to reader
--- grant on function @w
grant execute on function f(int) to reader
--- grant role
grant reader to writer
--- revoke @w
revoke all on t from reader
--- revoke columns @w
revoke select (a) on t from reader
--- alter default privileges
alter default privileges in schema public grant select on tables to reader
--- create statistics @w
create statistics st2 on a, b from t
--- create statistics if not exists there @w
create statistics if not exists st on a, b from t
--- create statistics expression @w
create statistics st2 on (a + 1) from t
--- alter statistics @w
alter statistics st set statistics 500
--- alter statistics rename @w
alter statistics st rename to st2
--- drop statistics @w
drop statistics st
--- create publication for table @w
create publication pub for table t
--- create publication for two tables @w
create publication pub for table t, t2
--- create publication for all tables @w
create publication pub for all tables
--- create publication for schema @w | 15+
create publication pub for tables in schema public
--- create publication with where @w | 15+
create publication pub for table t (id, a) where (a > 0)
--- create publication empty
create publication pub
--- create publication for partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
create publication pub for table p
--- create publication for inherited
create table pa (id int);
create table ch (x int) inherits (pa);
----
create publication pub for table pa
--- create publication for only inherited
create table pa (id int);
create table ch (x int) inherits (pa);
----
create publication pub for table only pa
--- alter publication add table @w
create publication pub for table t;
----
alter publication pub add table t2
--- alter publication drop table @w
create publication pub for table t, t2;
----
alter publication pub drop table t
--- alter publication set table @w
create publication pub for table t;
----
alter publication pub set table t2
--- alter publication set options @w
create publication pub for table t;
----
alter publication pub set (publish = 'insert')
--- alter publication set options for all tables @w
create publication pub for all tables;
----
alter publication pub set (publish = 'insert')
--- alter publication add schema @w | 15+
create publication pub for table t;
----
alter publication pub add tables in schema other
--- alter publication rename @w
create publication pub for table t;
----
alter publication pub rename to pub2
--- alter publication owner @w
create publication pub for table t;
----
alter publication pub owner to current_user
--- drop publication @w
create publication pub for table t;
----
drop publication pub
--- drop publication all tables @w
create publication pub for all tables;
----
drop publication pub
--- create subscription disconnected
create subscription sub connection 'host=nowhere' publication pub with (connect = false, slot_name = none)
--- create subscription
create subscription sub connection 'host=nowhere' publication pub
--- create extension if not exists there
create extension if not exists plpgsql
--- alter schema rename @w
alter schema other rename to another
--- alter schema owner @w
alter schema other owner to writer
--- create role
create role n login
--- alter role
alter role reader set search_path = public
--- drop role
drop role if exists nothing
--- alter database set
alter database postgres set work_mem = '64MB'
--- create database
create database n
--- drop database
drop database if exists nothing
--- alter system
alter system set work_mem = '4MB'
--- create tablespace
create tablespace n location '/nowhere'
--- drop tablespace
drop tablespace if exists nothing
--- discard all
discard all
--- discard plans
discard plans
--- set
set lock_timeout = '5s'
--- set local
set local lock_timeout = '5s'
--- reset
reset all
--- show
show work_mem
--- notify
notify channel, 'x'
--- listen
listen channel
--- checkpoint
checkpoint
--- security label fails @w
security label on table t is 'x'
--- create server
create foreign data wrapper fdw;
----
create server srv foreign data wrapper fdw
--- create user mapping
create foreign data wrapper fdw;
create server srv foreign data wrapper fdw;
----
create user mapping for postgres server srv
--- create access method
create access method heap2 type table handler heap_tableam_handler
--- create language
create or replace language plpgsql
--- set constraints @w
set constraints all deferred
--- prepare @w
prepare q as select * from t
--- explain @w
explain select * from t
--- explain analyze @w
explain analyze update t set a = 1
--- declare cursor @w
declare c cursor for select * from t
--- savepoint
savepoint x
--- lock table @w
lock table t
--- lock table share mode @w
lock table t in share mode
--- lock table two nowait @w
lock table t, t2 in exclusive mode nowait
--- lock view @w
lock table v in access exclusive mode
--- lock table access share @w
lock table t in access share mode
--- lock partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
lock table p in share row exclusive mode
--- lock only inherited
create table pa (id int);
create table ch (x int) inherits (pa);
----
lock table only pa in share mode
--- lock missing fails
lock table missing
