--- every way to build one
create table t (a int, b text, c jsonb, d int[], e timestamptz, f text);
create index on t (a);
create index named on t (a, b);
create unique index on t (a) where b is not null;
create index on t (lower(b));
create index on t (lower(b), upper(f), (a + 1), (a * 2));
create index on t using hash (b);
create index on t using gin (c);
create index on t using gin (c jsonb_path_ops);
create index on t using gin (d);
create index on t using brin (e) with (pages_per_range = 32);
create index on t (a desc, b nulls first, e desc nulls last);
create index on t (b collate "C", f text_pattern_ops);
create index on t (a) include (b, e);
create index on t (a) with (fillfactor = 70);
create index concurrently t_concurrently on t (e);
create index on t ((c ->> 'x'), (e is null));
create index on t (coalesce(b, ''), (a::text));
create index on t ((case when a > 0 then 1 else 2 end)) where a > 5 and b = 'x' or e > timestamptz '2024-01-01 00:00:00+00';
--- {"postgres": 15} nulls not distinct
create table t (a int);
create unique index on t (a) nulls not distinct;
--- not twice
create table t (a int, b int);
create index i on t (a);
create index if not exists i on t (b);
create index concurrently if not exists j on t (b);
--- drop
create table t (a int, b int);
create index i on t (a);
create index j on t (b);
drop index i;
drop index if exists i;
drop index concurrently if exists j;
--- names that clash
create table t (a int, b int, c int);
create index on t (a);
create index on t (a);
create index on t (a);
create table t_b_idx (x int);
create index on t (b);
create index on t (c, c);
create index on t ((a + b), (a - b));
--- options and rename
create table t (a int);
create index i on t (a) with (fillfactor = 50);
alter index i set (fillfactor = 80, deduplicate_items = off);
alter index i reset (deduplicate_items);
alter index i rename to j;
alter table j rename to k;
alter index if exists nothing rename to something;
--- in another schema
create schema s;
create table s.t (a int primary key, b int);
create index on s.t (b);
create index i on s.t (a, b);
drop index s.i;
alter index s.t_b_idx rename to b_of_t;
--- of a materialized view
create materialized view m as select 1 as a, 'x'::text as b;
create unique index on m (a);
create index m_b on m (lower(b));
--- on a partitioned table
create table t (a int, b text) partition by range (a);
create table t1 partition of t for values from (0) to (10);
create index on t (b);
create table t2 partition of t for values from (10) to (20);
create index named on t (lower(b), a);
create unique index on t (a);
--- on only, then attached
create table t (a int, b text) partition by range (a);
create table t1 partition of t for values from (0) to (10);
create table t2 partition of t for values from (10) to (20);
create index i on only t (b);
create index i1 on t1 (b);
create index i2 on t2 (b);
alter index i attach partition i1;
create index half on only t (a);
create index half1 on t1 (a);
alter index half attach partition half1;
--- on only, then attached everywhere
create table t (a int, b text) partition by range (a);
create table t1 partition of t for values from (0) to (10);
create index i on only t (b);
create index i1 on t1 (b);
alter index i attach partition i1;
drop index i;
--- dropped with its partitioned index
create table t (a int, b text, primary key (a)) partition by range (a);
create table t1 partition of t for values from (0) to (10);
create index i on t (b);
drop index i;
alter table t drop constraint t_pkey;
--- keys reach partitions that are partitioned themselves
create table t (a int, b int, c text, primary key (a, b)) partition by list (a);
create index on t (c);
create table t1 partition of t for values in (1) partition by list (b);
create table t1_2 partition of t1 for values in (2);
create table u (like t including all) partition by list (b);
--- a part may sort otherwise
create table t (a int, b text) partition by range (a);
create table t1 partition of t for values from (0) to (10);
create index t1_a on t1 (a desc);
create index t1_b on t1 (lower(b)) where a > 1;
create index t_a on t (a);
create index t_b on t (lower(b)) where a > 1;
