--- world t
create table t (id int primary key, a int, b text);
insert into t select g, g, 'x' from generate_series(1, 5) g;
create table ref (id int primary key, v text);
insert into ref select g, 'r' from generate_series(1, 5) g;
create sequence sq;
create domain plain as int;
create domain positive as int check (value > 0);
create domain filled as int not null;
create domain defaulted as int default 7;
create domain nested as positive;
create domain positives as positive[];
create type mood as enum ('sad', 'happy');
create type pair as (x int, y int);
create function volatile_sql() returns int language sql as 'select 1';
create function volatile_table_sql() returns bigint language sql as 'select count(*) from ref';
create function volatile_plpgsql() returns int language plpgsql as 'begin return 1; end';
create function stable_plpgsql() returns int language plpgsql stable as 'begin return 1; end';
create function immutable_sql() returns int language sql immutable as 'select 1';

--- plain @t
alter table t add column c int
--- two columns @t
alter table t add column c int, add column d text default 'x'
--- if not exists, missing @t
alter table t add column if not exists c int
--- if not exists, there @t
alter table t add column if not exists a int
--- default constant @t
alter table t add column c int default 5
--- default negative @t
alter table t add column c int default -1
--- default null @t
alter table t add column c int default null
--- default text cast @t
alter table t add column c jsonb default '{}'::jsonb
--- default now() @t
alter table t add column c timestamptz default now()
--- default current_timestamp @t
alter table t add column c timestamptz not null default current_timestamp
--- default current_date @t
alter table t add column c date default current_date
--- default now plus interval @t
alter table t add column c timestamptz default now() + interval '1 day'
--- default statement_timestamp() @t
alter table t add column c timestamptz default statement_timestamp()
--- default clock_timestamp() @t
alter table t add column c timestamptz default clock_timestamp()
--- default timeofday() @t
alter table t add column c text default timeofday()
--- default random() @t
alter table t add column c float default random()
--- default gen_random_uuid() @t
alter table t add column c uuid default gen_random_uuid()
--- default not null gen_random_uuid() @t
alter table t add column c uuid not null default gen_random_uuid()
--- default uuidv7() @t | 18+
alter table t add column c uuid default uuidv7()
--- default nextval @t
alter table t add column c int default nextval('sq')
--- default current_user @t
alter table t add column c text default current_user
--- default current_setting @t
alter table t add column c text default current_setting('search_path')
--- default array @t
alter table t add column c int[] default array[]::int[]
--- default jsonb_build_object() @t
alter table t add column c jsonb default jsonb_build_object()
--- default timezone utc now @t
alter table t add column c timestamp default timezone('utc', now())
--- default at time zone @t
alter table t add column c timestamp default (now() at time zone 'utc')
--- default lower() @t
alter table t add column c text default lower('A')
--- default md5 of random @t
alter table t add column c text default md5(random()::text)
--- default case with volatile branch @t
alter table t add column c int default case when true then 1 else (random() * 10)::int end
--- default coalesce with volatile @t
alter table t add column c int default coalesce(nullif(1, 2), (random() * 10)::int)
--- default concatenation @t
alter table t add column c text default 'a' || 'b'
--- default txid_current() @t
alter table t add column c bigint default txid_current()
--- default pg_backend_pid() @t
alter table t add column c int default pg_backend_pid()
--- default volatile sql function inlined @t
alter table t add column c int default volatile_sql()
--- default volatile sql function over a table @t
alter table t add column c bigint default volatile_table_sql()
--- default volatile plpgsql function @t
alter table t add column c int default volatile_plpgsql()
--- default stable plpgsql function @t
alter table t add column c int default stable_plpgsql()
--- default immutable sql function @t
alter table t add column c int default immutable_sql()
--- default schema-qualified pg_catalog.random @t
alter table t add column c float default pg_catalog.random()
--- default enum value @t
alter table t add column c mood default 'sad'
--- not null default constant @t
alter table t add column c int not null default 0
--- not null without default fails @t
alter table t add column c int not null
--- not null without default, empty table @t
create table e (id int primary key);
----
alter table e add column c int not null
--- domain plain @t
alter table t add column c plain
--- domain check @t
alter table t add column c positive
--- domain check with default @t
alter table t add column c positive default 1
--- domain not null with default @t
alter table t add column c filled not null default 1
--- domain with default @t
alter table t add column c defaulted
--- domain over domain @t
alter table t add column c nested
--- domain over array of domain @t
alter table t add column c positives
--- array of domain @t
alter table t add column c positive[]
--- composite @t
alter table t add column c pair
--- serial @t
alter table t add column c serial
--- bigserial @t
alter table t add column c bigserial
--- identity @t
alter table t add column c int generated always as identity
--- identity by default @t
alter table t add column c bigint generated by default as identity
--- generated stored @t
alter table t add column c int generated always as (a * 2) stored
--- generated virtual @t | 18+
alter table t add column c int generated always as (a * 2) virtual
--- generated without keyword @t | 18+
alter table t add column c int generated always as (a * 2)
--- generated virtual not null @t | 18+
alter table t add column c int not null generated always as (id * 2) virtual
--- generated virtual check @t | 18+
alter table t add column c int generated always as (id * 2) virtual check (c > 0)
--- unique @t
alter table t add column c int unique
--- primary key @t
create table n (a int);
insert into n values (1);
----
alter table n add column id serial primary key
--- primary key identity @t
create table n (a int);
insert into n values (1);
----
alter table n add column id bigint generated always as identity primary key
--- check @t
alter table t add column c int check (c > 0)
--- check with default @t
alter table t add column c int default 1 check (c > 0)
--- check mentioning other column @t
alter table t add column c int check (c > a)
--- references @t
alter table t add column c int references ref
--- references with default @t
alter table t add column c int default 1 references ref (id)
--- references with null default @t
alter table t add column c int default null references ref (id)
--- references not null default @t
alter table t add column c int not null default 1 references ref
--- references itself @t
alter table t add column parent int references t
--- add column and add constraint foreign key @t
alter table t add column c int, add constraint t_c_fk foreign key (c) references ref
--- add column and add check @t
alter table t add column c int, add constraint t_c_ck check (c > 0)
--- add column, add check not valid @t
alter table t add column c int, add constraint t_c_ck check (c > 0) not valid
--- collate @t
alter table t add column c text collate "C"
--- compression @t
alter table t add column c text compression pglz
--- storage @t | 16+
alter table t add column c text storage external
--- with index on expression @t
create index t_lower on t (lower(b));
create index t_partial on t (a) where a > 3;
----
alter table t add column c float default random()
--- with sequence owned and rewrite
create table s (id serial primary key, a int);
insert into s (a) values (1);
----
alter table s add column c uuid default gen_random_uuid()
--- if exists table missing
alter table if exists missing add column c int
--- table missing
alter table missing add column c int
--- inheritance parent
create table pa (id int, v text);
create table ch (extra int) inherits (pa);
create index ch_id on ch (id);
insert into ch values (1, 'x', 2);
----
alter table pa add column c int
--- inheritance parent volatile default
create table pa (id int, v text);
create table ch (extra int) inherits (pa);
create index ch_id on ch (id);
insert into pa values (1, 'x');
insert into ch values (1, 'x', 2);
----
alter table pa add column c float default random()
--- only on inheritance parent fails
create table pa (id int, v text);
create table ch (extra int) inherits (pa);
----
alter table only pa add column c int
--- partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
insert into p values (1, 1), (11, 1);
----
alter table p add column c int default 1
--- partitioned serial
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
create index px on p (x);
insert into p values (1, 1), (11, 1);
----
alter table p add column c bigserial
--- partitioned check
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
insert into p values (1, 1), (11, 1);
----
alter table p add column c int check (c > 0)
--- partitioned references
create table ref (id int primary key);
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
insert into p values (1, 1);
----
alter table p add column c int references ref
--- partitioned generated stored
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
insert into p values (1, 1);
----
alter table p add column c int generated always as (x + 1) stored
--- partitioned unique
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
insert into p values (1, 1);
----
alter table p add column c int, add unique (id, c)
--- typed table fails
create type pt as (a int);
create table tt of pt;
----
alter table tt add column c int
--- view over it is not locked @t
create view v as select * from t;
----
alter table t add column c int
--- view fails @t
create view v as select * from t;
----
alter table v add column c int
--- table referenced by a foreign key rewritten @t
create table kid (id int primary key, t_id int references t);
insert into kid values (1, 1);
----
alter table t add column c float default random()
