--- world w
create table t (id int primary key, a int, b text);
insert into t select g, g, 'x' from generate_series(1, 50) g;
create index t_a on t (a);
create table t2 (id int primary key);
insert into t2 values (1);
create materialized view m as select * from t;
--- world dead
create table t (id int primary key, a int, b text);
insert into t select g, g, 'x' from generate_series(1, 5000) g;
create index t_a on t (a);
;;
delete from t where id > 100;

--- vacuum @w
vacuum t
--- vacuum analyze @w
vacuum (analyze) t
--- vacuum two @w
vacuum t, t2
--- vacuum freeze @w
vacuum freeze t
--- vacuum full @w
vacuum full t
--- vacuum full option @w
vacuum (full, analyze) t
--- vacuum without truncate @dead
vacuum (truncate false) t
--- vacuum skip locked @w
vacuum (skip_locked) t
--- vacuum index cleanup off @dead
vacuum (index_cleanup off, truncate off) t
--- vacuum full with foreign key @w
create table kid (id int primary key, t_id int references t);
----
vacuum full kid
--- vacuum full with identity and index
create table s (id serial primary key, a int, b text);
create index s_l on s (lower(b));
insert into s (a) values (1);
----
vacuum full s
--- vacuum matview @w
vacuum m
--- vacuum missing fails
vacuum missing
--- analyze @w
analyze t
--- analyze columns @w
analyze t (a, b)
--- analyze verbose two @w
analyze verbose t, t2
--- analyze expression index @w
create index t_l on t (lower(b));
----
analyze t
--- analyze inheritance
create table pa (id int);
create table ch (x int) inherits (pa);
insert into pa values (1);
insert into ch values (1, 1);
create index ch_x on ch (x);
----
analyze pa
--- analyze missing fails
analyze missing
--- analyze matview @w
analyze m
--- analyze skip locked @w
analyze (skip_locked) t
--- drop index concurrently @w
drop index concurrently t_a
--- create index concurrently with dead rows @dead
create index concurrently t_b on t (b)
--- create unique index concurrently fails on duplicates @w
create unique index concurrently t_b on t (b)
--- reindex index concurrently unique @w
reindex index concurrently t_pkey
--- reindex table concurrently referenced @w
create table kid (id int primary key, t_id int references t);
----
reindex table concurrently t
--- reindex database fails on wrong name
reindex database nothing
--- reindex system
reindex system nothing
