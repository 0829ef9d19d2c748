--- world t
create table t (id int primary key, a int, b text, n int not null);
insert into t select g, g, 'x' || g, g from generate_series(1, 5) g;
create index t_a on t (a);
create unique index t_n on t (n);
create table ref (id int primary key);
create materialized view m as select id, a from t;
create unique index m_id on m (id);

--- create @t
create index t_b on t (b)
--- create unique @t
create unique index t_b on t (b)
--- create unnamed @t
create index on t (a, b)
--- create partial @t
create index t_b on t (b) where a > 2
--- create expression @t
create index t_b on t (lower(b))
--- create include @t
create index t_b on t (b) include (a)
--- create hash @t
create index t_b on t using hash (b)
--- create gin
create table d (id int, j jsonb);
insert into d values (1, '{}');
----
create index d_j on d using gin (j)
--- create brin @t
create index t_brin on t using brin (a)
--- create if not exists there @t
create index if not exists t_a on t (a)
--- create if not exists missing @t
create index if not exists t_b on t (b)
--- create on matview @t
create index m_a on m (a)
--- create on missing table fails
create index i on missing (a)
--- create only inheritance
create table pa (id int);
create table ch (x int) inherits (pa);
insert into pa values (1);
insert into ch values (1, 2);
----
create index pa_id on pa (id)
--- create nulls not distinct @t | 15+
create unique index t_b on t (b) nulls not distinct
--- create with options @t
create index t_b on t (b) with (fillfactor = 50)
--- create with user function
create table t (id int primary key, b text);
insert into t values (1, 'x');
create function f(text) returns text language sql immutable as 'select lower($1)';
----
create index t_b on t (f(b))
--- create concurrently @t
create index concurrently t_b on t (b)
--- create unique concurrently @t
create unique index concurrently t_b on t (b)
--- create concurrently if not exists there @t
create index concurrently if not exists t_a on t (a)
--- create concurrently partial @t
create index concurrently t_b on t (b) where a > 1
--- create concurrently on matview @t
create index concurrently m_a on m (a)
--- create concurrently on partitioned fails
create table p (id int) partition by range (id);
----
create index concurrently px on p (id)
--- drop @t
drop index t_a
--- drop two @t
drop index t_a, t_n
--- drop if exists missing @t
drop index if exists nothing
--- drop missing fails @t
drop index nothing
--- drop constraint index fails @t
drop index t_pkey
--- drop unique index used by foreign key cascade @t
create table kid (id int, t_n int references t (n));
----
drop index t_n cascade
--- drop on matview @t
drop index m_id
--- drop concurrently @t
drop index concurrently t_a
--- drop concurrently if exists missing @t
drop index concurrently if exists nothing
--- drop concurrently if exists there @t
drop index concurrently if exists t_a
--- rename @t
alter index t_a rename to t_a2
--- rename if exists missing @t
alter index if exists nothing rename to t_a2
--- rename constraint index @t
alter index t_pkey rename to t_pk
--- set fillfactor @t
alter index t_a set (fillfactor = 50)
--- set deduplicate_items @t
alter index t_a set (deduplicate_items = off)
--- reset fillfactor @t
alter index t_a reset (fillfactor)
--- set gin fastupdate
create table d (id int, j jsonb);
create index d_j on d using gin (j);
----
alter index d_j set (fastupdate = off)
--- set gin pending list limit
create table d (id int, j jsonb);
create index d_j on d using gin (j);
----
alter index d_j set (gin_pending_list_limit = 128)
--- set brin autosummarize @t
create index t_brin on t using brin (a);
----
alter index t_brin set (autosummarize = on)
--- set brin pages_per_range @t
create index t_brin on t using brin (a);
----
alter index t_brin set (pages_per_range = 64)
--- set gist buffering
create table d (id int, r int4range);
create index d_r on d using gist (r);
----
alter index d_r set (buffering = on)
--- set gist fillfactor
create table d (id int, r int4range);
create index d_r on d using gist (r);
----
alter index d_r set (fillfactor = 60)
--- set hash fillfactor @t
create index t_h on t using hash (a);
----
alter index t_h set (fillfactor = 60)
--- set tablespace default @t
alter index t_a set tablespace pg_default
--- alter if exists missing @t
alter index if exists nothing set (fillfactor = 50)
--- set statistics
create table t (id int, a int);
create index t_e on t ((a + 1));
----
alter index t_e alter column 1 set statistics 100
--- depends on extension @t
alter index t_a depends on extension plpgsql
--- no depends on extension @t
alter index t_a no depends on extension plpgsql
--- all in tablespace
create table t (id int primary key);
----
alter index all in tablespace pg_default set tablespace pg_default
--- comment on @t
comment on index t_a is 'x'
--- reindex index @t
reindex index t_a
--- reindex constraint index @t
reindex index t_pkey
--- reindex table @t
reindex table t
--- reindex matview @t
reindex table m
--- reindex schema
create table t (id int primary key, a int);
insert into t values (1, 1);
create table t2 (id int primary key);
create materialized view m as select id from t;
create index m_id on m (id);
----
reindex schema public
--- reindex schema concurrently
create table t (id int primary key, a int);
insert into t values (1, 1);
create table t2 (id int primary key);
----
reindex schema concurrently public
--- reindex index concurrently @t
reindex index concurrently t_a
--- reindex table concurrently @t
reindex table concurrently t
--- reindex index concurrently in option @t
reindex (concurrently, verbose) index t_a
--- reindex table without indexes
create table t (id int);
insert into t values (1);
----
reindex table t
--- reindex in inheritance
create table pa (id int primary key);
create table ch (x int) inherits (pa);
create index ch_x on ch (x);
----
reindex table pa
--- reindex referenced table @t
alter table t add constraint f foreign key (a) references t;
----
reindex table t
--- cluster using @t
cluster t using t_a
--- cluster again @t
cluster t using t_a;
----
cluster t
--- cluster verbose @t
cluster (verbose) t using t_pkey
--- cluster all @t
cluster t using t_a;
----
cluster
--- cluster matview @t
cluster m using m_id
--- cluster without index fails @t
cluster t
