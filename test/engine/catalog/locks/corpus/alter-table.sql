--- world t
create table t (id int primary key, a int, b text, n int not null);
insert into t select g, g, 'x', g from generate_series(1, 5) g;
create table ref (id int primary key, v text);
insert into ref select g, 'r' from generate_series(1, 5) g;
create index t_a on t (a);
create index t_ab on t (a, b);
create index t_part on t (b) where a > 0;
create index t_expr on t ((n + 1));
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger tg before insert on t for each row execute function tf();
--- world pa
create table pa (id int, v text);
create table ch (extra int) inherits (pa);
create table gc (more int) inherits (ch);
insert into pa values (1, 'x');
insert into ch values (1, 'x', 2);

--- drop column plain @t
alter table ref drop column v
--- drop column with indexes @t
alter table t drop column a
--- drop column in expression index @t
alter table t drop column n
--- drop column with predicate index @t
alter table t drop column b
--- drop column primary key @t
alter table t drop column id
--- drop column if exists missing @t
alter table t drop column if exists zzz
--- drop column missing fails @t
alter table t drop column zzz
--- drop two columns @t
alter table t drop column a, drop column b
--- drop column with foreign key @t
alter table t add constraint f foreign key (a) references ref;
----
alter table t drop column a
--- drop referenced column fails @t
alter table t add constraint f foreign key (a) references ref;
----
alter table ref drop column id
--- drop referenced column cascade @t
alter table t add constraint f foreign key (a) references ref;
----
alter table ref drop column id cascade
--- drop column with check of two columns @t
alter table t add check (a >= n);
----
alter table t drop column n
--- drop column used by view fails @t
create view v as select a from t;
----
alter table t drop column a
--- drop column used by view cascade @t
create view v as select a from t;
create view v2 as select * from v;
----
alter table t drop column a cascade
--- drop column used by matview cascade @t
create materialized view m as select a from t;
create index mi on m (a);
----
alter table t drop column a cascade
--- drop column used by generated column
create table g (id int, a int, b int generated always as (a * 2) stored);
insert into g values (1, 1);
----
alter table g drop column a
--- drop column used by generated column cascade
create table g (id int, a int, b int generated always as (a * 2) stored);
create index gb on g (b);
insert into g values (1, 1);
----
alter table g drop column a cascade
--- drop column used by policy fails @t
create policy pol on t using (a > 0);
----
alter table t drop column a
--- drop column used by policy cascade @t
create policy pol on t using (a > 0);
----
alter table t drop column a cascade
--- drop column serial
create table s (id serial primary key, a int);
----
alter table s drop column id
--- drop column identity
create table s (id int generated always as identity, a int);
----
alter table s drop column id
--- drop column partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create index px on p (x);
----
alter table p drop column x
--- drop column partition key fails
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
alter table p drop column id
--- drop column inherited @pa
alter table pa drop column v
--- drop column only @pa
alter table only pa drop column v
--- drop inherited column fails @pa
alter table ch drop column v
--- drop column with extended statistics @t
create statistics st on a, b from t;
----
alter table t drop column a
--- drop column in publication column list @t | 15+
create publication pub for table t (id, a);
----
alter table t drop column a
--- set fillfactor @t
alter table t set (fillfactor = 70)
--- reset fillfactor @t
alter table t reset (fillfactor)
--- set autovacuum @t
alter table t set (autovacuum_enabled = false, autovacuum_vacuum_scale_factor = 0.1)
--- set user_catalog_table @t
alter table t set (user_catalog_table = true)
--- set parallel_workers @t
alter table t set (parallel_workers = 4)
--- set toast option @t
alter table t set (toast_tuple_target = 200)
--- set toast.autovacuum @t
alter table t set (toast.autovacuum_enabled = false)
--- set vacuum_truncate @t
alter table t set (vacuum_truncate = false)
--- set options mixed @t
alter table t set (fillfactor = 70, user_catalog_table = true)
--- reset user_catalog_table @t
alter table t reset (user_catalog_table)
--- set unlogged @t
alter table t set unlogged
--- set unlogged with sequence
create table s (id serial primary key, a int);
insert into s (a) values (1);
----
alter table s set unlogged
--- set unlogged with identity
create table s (id int generated always as identity primary key, a int);
insert into s (a) values (1);
----
alter table s set unlogged
--- set logged
create unlogged table ul (id int primary key);
insert into ul values (1);
----
alter table ul set logged
--- set logged already @t
alter table t set logged
--- set unlogged referenced fails @t
alter table t add constraint f foreign key (a) references ref;
----
alter table ref set unlogged
--- set unlogged referencing @t
alter table t add constraint f foreign key (a) references ref;
----
alter table t set unlogged
--- set access method heap @t | 15+
alter table t set access method heap
--- set access method other @t | 15+
create access method heap2 type table handler heap_tableam_handler;
----
alter table t set access method heap2
--- set access method default @t | 17+
alter table t set access method default
--- set tablespace default @t
alter table t set tablespace pg_default
--- cluster on @t
alter table t cluster on t_a
--- set without cluster @t
alter table t cluster on t_a;
----
alter table t set without cluster
--- set without oids @t
alter table t set without oids
--- replica identity full @t
alter table t replica identity full
--- replica identity nothing @t
alter table t replica identity nothing
--- replica identity default @t
alter table t replica identity default
--- replica identity using index @t
alter table t replica identity using index t_pkey
--- replica identity using other index @t
create unique index t_n on t (n);
----
alter table t replica identity using index t_n
--- replica identity change of index @t
create unique index t_n on t (n);
alter table t replica identity using index t_n;
----
alter table t replica identity full
--- disable trigger @t
alter table t disable trigger tg
--- enable trigger @t
alter table t enable trigger tg
--- enable always trigger @t
alter table t enable always trigger tg
--- enable replica trigger @t
alter table t enable replica trigger tg
--- disable trigger all @t
alter table t add constraint f foreign key (a) references ref;
----
alter table t disable trigger all
--- disable trigger user @t
alter table t disable trigger user
--- enable trigger user @t
alter table t enable trigger user
--- disable trigger partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger tg before insert on p for each row execute function tf();
----
alter table p disable trigger tg
--- disable rule @t
create rule ru as on update to t do also nothing;
----
alter table t disable rule ru
--- enable always rule @t
create rule ru as on update to t do also nothing;
----
alter table t enable always rule ru
--- enable row level security @t
alter table t enable row level security
--- disable row level security @t
alter table t disable row level security
--- force row level security @t
alter table t force row level security
--- no force row level security @t
alter table t no force row level security
--- inherit
create table pa (id int, v text);
create table ch (id int, v text, w int);
insert into ch values (1, 'x', 1);
----
alter table ch inherit pa
--- no inherit @pa
alter table ch no inherit pa
--- of type @t
create type ct as (id int, v text);
create table x (id int, v text);
----
alter table x of ct
--- not of
create type ct as (id int, v text);
create table x of ct;
----
alter table x not of
--- owner @t
alter table t owner to writer
--- owner same @t
alter table t owner to postgres
--- owner with sequence
create table s (id serial primary key, a int);
----
alter table s owner to writer
--- owner current_user @t
alter table t owner to current_user
--- owner partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
alter table p owner to writer
--- rename @t
alter table t rename to t2
--- rename to taken fails @t
alter table t rename to ref
--- rename with view @t
create view v as select * from t;
----
alter table t rename to t2
--- rename if exists missing
alter table if exists nothing rename to something
--- rename column @t
alter table t rename column a to z
--- rename column with view @t
create view v as select a from t;
----
alter table t rename column a to z
--- rename column partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
alter table p rename column x to y
--- rename column inherited @pa
alter table pa rename column v to w
--- rename index through table @t
alter table t_a rename to t_a2
--- rename sequence through table
create sequence sq;
----
alter table sq rename to sq2
--- rename view through table @t
create view v as select * from t;
----
alter table v rename to v2
--- set schema @t
create schema other;
----
alter table t set schema other
--- set schema with sequence
create schema other;
create table s (id serial primary key, a int);
----
alter table s set schema other
--- set schema partitioned
create schema other;
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
alter table p set schema other
--- combined strong and weak @t
alter table t set (fillfactor = 80), alter column a set statistics 100
--- combined weak with strong @t
alter table t alter column a set statistics 100, add column c int
--- combined validate and set default @t
alter table t add constraint ck check (a > 0) not valid;
----
alter table t validate constraint ck, alter column a set default 1
--- combined drop column and add column @t
alter table t drop column b, add column b int default 0
--- combined rewrite and check @t
alter table t add column c float default random(), add constraint ck check (a > 0)
--- combined rewrite and foreign key @t
alter table t alter column a type bigint, add constraint f foreign key (n) references ref
--- combined type and set not null @t
alter table t alter column a type bigint, alter column a set not null
--- combined type and set default @t
alter table ref alter column v drop default, alter column v type varchar(20), alter column v set default 'x'
--- all in tablespace
create table t (id int primary key);
----
alter table all in tablespace pg_default set tablespace pg_default
--- foreign table add column
create foreign data wrapper fdw;
create server srv foreign data wrapper fdw;
create foreign table ft (id int) server srv;
----
alter foreign table ft add column c int
--- foreign table options
create foreign data wrapper fdw;
create server srv foreign data wrapper fdw;
create foreign table ft (id int) server srv;
----
alter foreign table ft options (add x 'y')
--- foreign table rename
create foreign data wrapper fdw;
create server srv foreign data wrapper fdw;
create foreign table ft (id int) server srv;
----
alter foreign table ft rename to ft2
--- foreign table drop
create foreign data wrapper fdw;
create server srv foreign data wrapper fdw;
create foreign table ft (id int) server srv;
----
drop foreign table ft
--- set tablespace other @t
alter table t set tablespace other_space
--- set tablespace other partitioned
create table p (id int primary key, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
alter table p set tablespace other_space
--- materialized view set tablespace other
create materialized view m as select 1 as a;
create index mi on m (a);
----
alter materialized view m set tablespace other_space
--- index set tablespace other @t
alter index t_a set tablespace other_space
--- reindex to tablespace @t
reindex (tablespace other_space) index t_a
