--- world w
create table ref (id int primary key, v text);
create table ref2 (id int primary key);
create table t (id serial primary key, r int references ref, b text);
create index t_b on t (b);
create table kid (id int primary key, t_id int references t);
insert into ref values (1);
insert into t (r) values (1);
insert into kid values (1, 1);
create view v as select * from ref2;
create view vv as select * from v;
create materialized view m as select id, v from ref;
create index m_i on m (id);

--- table @w
drop table kid
--- table plain
create table t (id int primary key, a int);
create index t_a on t (a);
----
drop table t
--- table with sequence
create table t (id serial primary key);
----
drop table t
--- table with identity
create table t (id int generated always as identity primary key);
----
drop table t
--- table if exists missing
drop table if exists missing
--- table missing fails
drop table missing
--- two tables @w
drop table kid, t
--- referenced fails @w
drop table t
--- referenced cascade @w
drop table t cascade
--- with view fails @w
drop table ref2
--- with view cascade @w
drop table ref2 cascade
--- with matview cascade @w
drop table ref cascade
--- inheritance parent fails
create table pa (id int);
create table ch () inherits (pa);
----
drop table pa
--- inheritance parent cascade
create table pa (id int);
create table ch () inherits (pa);
----
drop table pa cascade
--- inheritance child
create table pa (id int);
create table ch () inherits (pa);
----
drop table ch
--- self reference
create table t (id int primary key, up int references t);
----
drop table t
--- with trigger and policy
create table t (id int primary key);
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger tg before insert on t for each row execute function tf();
create policy pol on t using (true);
----
drop table t
--- with rule referring
create table t (id int primary key);
create table log (id int);
create rule ru as on insert to t do also insert into log values (new.id);
----
drop table t
--- in publication
create table t (id int primary key);
create publication pub for table t;
----
drop table t
--- table sequence used elsewhere fails
create table t (id serial primary key);
create table o (id int default nextval('t_id_seq'));
----
drop table t
--- table sequence used elsewhere cascade
create table t (id serial primary key);
create table o (id int default nextval('t_id_seq'));
----
drop table t cascade
--- table used in policy of another cascade
create table t (id int primary key);
create table o (id int primary key);
create policy pol on o using (id in (select id from t));
----
drop table t cascade
--- schema empty
create schema s;
----
drop schema s
--- schema cascade
create schema s;
create table s.t (id serial primary key, a int);
create index t_a on s.t (a);
create view s.v as select * from s.t;
create sequence s.q;
----
drop schema s cascade
--- schema cascade with foreign key out
create schema s;
create table ref (id int primary key);
create table s.t (id int primary key, r int references ref);
----
drop schema s cascade
--- schema cascade with foreign key in
create schema s;
create table s.t (id int primary key);
create table kid (id int primary key, r int references s.t);
----
drop schema s cascade
--- schema not empty fails
create schema s;
create table s.t (id int);
----
drop schema s
--- schema if exists missing
drop schema if exists nothing cascade
--- view @w
drop view vv
--- view with dependent fails @w
drop view v
--- view cascade @w
drop view v cascade
--- view if exists missing @w
drop view if exists nothing
--- materialized view @w
drop materialized view m
--- wrong kind fails @w
drop table v
--- sequence
create sequence sq;
----
drop sequence sq
--- sequence used by default fails
create sequence sq;
create table t (id int default nextval('sq'));
----
drop sequence sq
--- sequence used by default cascade
create sequence sq;
create table t (id int default nextval('sq'));
----
drop sequence sq cascade
--- serial sequence cascade
create table t (id serial primary key);
----
drop sequence t_id_seq cascade
--- type enum
create type mood as enum ('a');
----
drop type mood
--- type used fails
create type mood as enum ('a');
create table t (id int, m mood);
----
drop type mood
--- type used cascade
create type mood as enum ('a');
create table t (id int, m mood);
create index t_m on t (m);
----
drop type mood cascade
--- type composite
create type ct as (a int);
----
drop type ct
--- domain used cascade
create domain dm as int;
create table t (id int, m dm);
----
drop domain dm cascade
--- function
create function f() returns int language sql as 'select 1';
----
drop function f()
--- function used by default cascade
create function f() returns int language sql as 'select 1';
create table t (id int default f());
----
drop function f() cascade
--- function used by trigger cascade
create function tf() returns trigger language plpgsql as 'begin return new; end';
create table t (id int);
create trigger tg before insert on t for each row execute function tf();
----
drop function tf() cascade
--- function used by index cascade
create function f(int) returns int language sql immutable as 'select $1';
create table t (id int);
create index t_f on t (f(id));
----
drop function f(int) cascade
--- function used by check cascade
create function f(int) returns boolean language sql immutable as 'select $1 > 0';
create table t (id int check (f(id)));
----
drop function f(int) cascade
--- function used by view cascade
create function f() returns int language sql as 'select 1';
create view v as select f();
----
drop function f() cascade
--- function used by policy cascade
create function f() returns boolean language sql as 'select true';
create table t (id int);
create policy pol on t using (f());
----
drop function f() cascade
--- function if exists missing
drop function if exists nothing(int)
--- extension
drop extension plpgsql
--- truncate
create table t (id int primary key, a int);
create index t_a on t (a);
insert into t values (1, 1);
----
truncate t
--- truncate restart identity
create table t (id serial primary key, a int);
insert into t (a) values (1);
----
truncate table t restart identity
--- truncate continue identity
create table t (id serial primary key, a int);
insert into t (a) values (1);
----
truncate t continue identity
--- truncate referencing @w
truncate kid
--- truncate referenced fails @w
truncate ref
--- truncate cascade @w
truncate ref cascade
--- truncate cascade chain @w
truncate t restart identity cascade
--- truncate two @w
truncate kid, t
--- truncate inheritance
create table pa (id int primary key);
create table ch (x int) inherits (pa);
create index ch_x on ch (x);
----
truncate pa
--- truncate only
create table pa (id int primary key);
create table ch (x int) inherits (pa);
----
truncate only pa
--- truncate self reference
create table t (id int primary key, up int references t);
insert into t values (1, 1);
----
truncate t
--- drop owned
create table t (id int primary key);
alter table t owner to writer;
----
drop owned by writer
--- reassign owned
create table t (id serial primary key);
alter table t owner to writer;
----
reassign owned by writer to postgres
--- statistics
create table t (a int, b int);
create statistics st on a, b from t;
----
drop statistics st
--- statistics if exists missing
drop statistics if exists nothing
