--- world u
create table u (
  id int primary key, v10 varchar(10), v20 varchar(20), v varchar, x text, c10 char(10), i int, b bigint, si smallint, n numeric, n102 numeric(10, 2),
  ts timestamp, ts3 timestamp(3), tz timestamptz, tz3 timestamptz(3), d date, tm3 time(3), iv3 interval(3), r real, dp double precision,
  j json, jb jsonb, net inet, cid cidr, b4 bit(4), vb4 varbit(4), o oid, bo boolean, by bytea, va varchar(10)[], ia int[], xm xml, nm name, mo money);
insert into u (id, v10, v20, v, x, c10, i, b, si, n, n102, ts, ts3, tz, d, va, ia, j, jb, bo)
  values (1, 'a', 'b', 'c', 'd', 'e', 1, 2, 3, 4, 5, now(), now(), now(), now(), '{}', '{}', '{}', '{}', true),
         (2, 'a', 'b', 'c', 'd', 'e', 1, 2, 3, 4, 5, now(), now(), now(), now(), '{}', '{}', '{}', '{}', true);
create domain td as text;
create domain tdc as text check (value <> '');
create domain vd as varchar(10);
create type mood as enum ('a', 'b');

--- type varchar widen @u
alter table u alter column v10 type varchar(20)
--- type varchar narrow @u
alter table u alter v20 type varchar(10)
--- type varchar unlimited @u
alter table u alter v10 type varchar
--- type varchar to text @u
alter table u alter v10 type text
--- type text to varchar @u
alter table u alter x type varchar
--- type text to varchar(50) @u
alter table u alter x type varchar(50)
--- type varchar to char @u
alter table u alter v10 type char(10)
--- type char widen @u
alter table u alter c10 type char(20)
--- type char to text @u
alter table u alter c10 type text
--- type char to varchar @u
alter table u alter c10 type varchar(10)
--- type char same @u
alter table u alter c10 type char(10)
--- type int to bigint @u
alter table u alter i type bigint
--- type bigint to int @u
alter table u alter b type int
--- type smallint to int @u
alter table u alter si type integer
--- type int to text @u
alter table u alter i type text
--- type int to numeric @u
alter table u alter i type numeric
--- type int to int @u
alter table u alter i type int
--- type real to double @u
alter table u alter r type double precision
--- type numeric widen @u
alter table u alter n102 type numeric(12, 2)
--- type numeric scale @u
alter table u alter n102 type numeric(12, 4)
--- type numeric narrow @u
alter table u alter n102 type numeric(8, 2)
--- type numeric unlimited @u
alter table u alter n102 type numeric
--- type numeric limit @u
alter table u alter n type numeric(10, 2)
--- type numeric one argument @u
alter table u alter n102 type numeric(14)
--- type decimal same @u
alter table u alter n102 type decimal(10, 2)
--- type timestamp to timestamptz utc @u
alter table u alter ts type timestamptz
--- type timestamp to timestamptz london @u
-- session: set timezone = 'Europe/London'
----
alter table u alter ts type timestamptz
--- type timestamp to timestamptz GMT @u
-- session: set timezone = 'GMT'
----
alter table u alter ts type timestamptz
--- type timestamp to timestamptz Etc/UTC @u
-- session: set timezone = 'Etc/UTC'
----
alter table u alter ts type timestamptz
--- type timestamp to timestamptz at time zone @u
alter table u alter ts type timestamptz using ts at time zone 'UTC'
--- type timestamp to timestamptz using cast @u
alter table u alter ts type timestamptz using ts::timestamptz
--- type timestamptz to timestamp utc @u
alter table u alter tz type timestamp
--- type timestamptz to timestamp london @u
-- session: set timezone = 'Europe/London'
----
alter table u alter tz type timestamp without time zone
--- type timestamp(3) to timestamptz utc @u
alter table u alter ts3 type timestamptz
--- type timestamp to timestamptz(3) utc @u
alter table u alter ts type timestamptz(3)
--- type timestamp precision up @u
alter table u alter ts3 type timestamp(6)
--- type timestamp precision gone @u
alter table u alter ts3 type timestamp
--- type timestamp precision down @u
alter table u alter ts type timestamp(0)
--- type timestamptz precision gone @u
alter table u alter tz3 type timestamptz
--- type date to timestamptz @u
alter table u alter d type timestamptz
--- type date to timestamp @u
alter table u alter d type timestamp
--- type timestamp to date @u
alter table u alter ts type date
--- type time precision @u
alter table u alter tm3 type time(6)
--- type interval precision @u
alter table u alter iv3 type interval
--- type interval precision up @u
alter table u alter iv3 type interval(4)
--- type interval fields @u
alter table u alter iv3 type interval day to second
--- type cidr to inet @u
alter table u alter cid type inet
--- type inet to cidr @u
alter table u alter net type cidr
--- type json to jsonb @u
alter table u alter j type jsonb
--- type json to jsonb using @u
alter table u alter j type jsonb using j::jsonb
--- type jsonb to json @u
alter table u alter jb type json
--- type json to text @u
alter table u alter j type text
--- type text to json @u
alter table u alter x type json using to_json(x)
--- type text to uuid @u
update u set x = null;
----
alter table u alter x type uuid using x::uuid
--- type text to uuid without using fails @u
alter table u alter x type uuid
--- type bit to varbit @u
alter table u alter b4 type varbit
--- type varbit widen @u
alter table u alter vb4 type varbit(8)
--- type varbit unlimited @u
alter table u alter vb4 type bit varying
--- type int to oid @u
alter table u alter i type oid
--- type oid to int @u
alter table u alter o type int
--- type oid to bigint @u
alter table u alter o type bigint
--- type int to regclass @u
alter table u alter i type regclass
--- type varchar array widen @u
alter table u alter va type varchar(20)[]
--- type varchar array to text array @u
alter table u alter va type text[]
--- type varchar array same @u
alter table u alter va type varchar(10)[]
--- type int array to bigint array @u
alter table u alter ia type bigint[]
--- type xml to text @u
alter table u alter xm type text
--- type name to text @u
alter table u alter nm type text
--- type text same @u
alter table u alter x type text
--- type text collate @u
alter table u alter x type text collate "C"
--- type text collate with index @u
create index u_x on u (x);
----
alter table u alter x type text collate "POSIX"
--- type domain to text
create domain td as text;
create table dt (id int primary key, c td);
insert into dt values (1, 'a');
----
alter table dt alter c type text
--- type checked domain to text
create domain tdc as text check (value <> '');
create table dt (id int primary key, c tdc);
insert into dt values (1, 'a');
----
alter table dt alter c type text
--- type text to domain @u
alter table u alter x type td
--- type text to checked domain @u
alter table u alter x type tdc
--- type varchar to domain of varchar @u
alter table u alter v10 type vd
--- type enum to text
create type mood as enum ('a', 'b');
create table et (id int primary key, c mood);
insert into et values (1, 'a');
----
alter table et alter c type text
--- type text to enum @u
update u set x = 'a';
----
alter table u alter x type mood using x::mood
--- type text to varchar using cast @u
alter table u alter v10 type text using v10::text
--- type using column itself @u
alter table u alter v10 type text using v10
--- type using other column @u
alter table u alter v10 type text using x
--- type using expression @u
alter table u alter v10 type text using trim(v10)
--- type using upper same type @u
alter table u alter x type text using upper(x)
--- type bool to int @u
alter table u alter bo type int using bo::int
--- type int to bool @u
alter table u alter i type boolean using i <> 0
--- type widen with index @u
create index u_v on u (v10);
create index u_other on u (i);
----
alter table u alter v10 type varchar(20)
--- type varchar to text with index @u
create index u_v on u (v10);
----
alter table u alter v10 type text
--- type varchar to text with pattern ops index @u
create index u_v on u (v10 varchar_pattern_ops);
----
alter table u alter v10 type text
--- type narrow with index @u
create index u_v on u (v20);
----
alter table u alter v20 type varchar(10)
--- type widen with unique constraint @u
alter table u add constraint u_v_key unique (v10, id);
----
alter table u alter v10 type varchar(30)
--- type int to bigint with unique constraint @u
create table uq (id int primary key, i int unique, k int);
insert into uq values (1, 2, 3);
create index uq_k on uq (k);
----
alter table uq alter i type bigint
--- type int to bigint of primary key @u
alter table u alter id type bigint
--- type int to oid with index @u
create index u_i on u (i);
----
alter table u alter i type oid
--- type widen with expression index @u
create index u_l on u (lower(v10));
----
alter table u alter v10 type varchar(20)
--- type widen with partial index @u
create index u_p on u (i) where v10 <> '';
----
alter table u alter v10 type varchar(20)
--- type widen with index include @u
create index u_inc on u (i) include (v10);
----
alter table u alter v10 type varchar(20)
--- type widen with check @u
alter table u add constraint u_ck check (v10 <> 'zzz');
----
alter table u alter v10 type varchar(20)
--- type widen with check not valid @u
alter table u add constraint u_ck check (v10 <> 'zzz') not valid;
----
alter table u alter v10 type varchar(20)
--- type narrow with check @u
alter table u add constraint u_ck check (v20 <> 'zzz');
----
alter table u alter v20 type varchar(10)
--- type widen with check elsewhere @u
alter table u add constraint u_ck check (i > 0);
----
alter table u alter v10 type varchar(20)
--- type widen with statistics object @u
create statistics u_st on v10, i from u;
----
alter table u alter v10 type varchar(20)
--- type widen foreign key column
create table ref (c varchar(10) primary key);
create table kid (id int primary key, c varchar(10) references ref);
insert into ref values ('a');
insert into kid values (1, 'a');
----
alter table kid alter c type varchar(20)
--- type widen referenced column
create table ref (c varchar(10) primary key);
create table kid (id int primary key, c varchar(10) references ref);
insert into ref values ('a');
insert into kid values (1, 'a');
----
alter table ref alter c type varchar(20)
--- type int to bigint foreign key column
create table ref (id int primary key);
create table kid (id int primary key, c int references ref);
insert into ref values (1);
insert into kid values (1, 1);
----
alter table kid alter c type bigint
--- type int to bigint referenced column
create table ref (id int primary key, v text);
create index ref_v on ref (v);
create table kid (id int primary key, c int references ref);
create index kid_c on kid (c);
insert into ref values (1);
insert into kid values (1, 1);
----
alter table ref alter id type bigint
--- type int to bigint referenced by two tables
create table ref (id int primary key, v text);
create table kid (id int primary key, c int references ref);
create table kid2 (id int primary key, c int references ref);
insert into ref values (1);
insert into kid values (1, 1);
insert into kid2 values (1, 1);
----
alter table ref alter id type bigint
--- type self referencing key
create table tree (id int primary key, up int references tree);
insert into tree values (1, null), (2, 1);
----
alter table tree alter id type bigint
--- type both key columns
create table tree (id int primary key, up int references tree);
insert into tree values (1, null), (2, 1);
----
alter table tree alter id type bigint, alter up type bigint
--- type of serial column
create table ser (id serial primary key, a int);
insert into ser (a) values (1);
----
alter table ser alter id type bigint
--- type of identity column
create table ser (id int generated always as identity primary key, a int);
insert into ser (a) values (1);
----
alter table ser alter id type bigint
--- type with view fails @u
create view uv as select v10 from u;
----
alter table u alter v10 type varchar(20)
--- type with matview fails @u
create materialized view um as select v10 from u;
----
alter table u alter v10 type varchar(20)
--- type with view on other column @u
create view uv as select i from u;
----
alter table u alter v10 type varchar(20)
--- type with trigger of column fails @u
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger tg before update of v10 on u for each row execute function tf();
----
alter table u alter v10 type varchar(20)
--- type with generated column fails
create table g (id int primary key, a varchar(10), b text generated always as (lower(a)) stored);
----
alter table g alter a type varchar(20)
--- type with default not castable fails @u
alter table u alter x set default 'abc';
----
alter table u alter x type boolean using true
--- type with default castable @u
alter table u alter i set default 5;
----
alter table u alter i type bigint
--- type of two columns @u
alter table u alter v10 type text, alter i type bigint
--- type of partitioned widen
create table p (id int, v varchar(10)) partition by range (id);
create table p1 partition of p for values from (0) to (10);
insert into p values (1, 'a');
----
alter table p alter v type varchar(20)
--- type of partitioned rewrite
create table p (id int, v int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create index pv on p (v);
insert into p values (1, 1);
----
alter table p alter v type bigint
--- type of inherited
create table pa (id int, v int);
create table ch (w int) inherits (pa);
insert into pa values (1, 1);
insert into ch values (1, 1, 1);
----
alter table pa alter v type bigint
--- type in a typed table's composite
create type ct as (a int, b text);
create table tt of ct;
insert into tt values (1, 'a');
----
alter type ct alter attribute a type bigint cascade
--- type of a generated column itself
create table g (id int primary key, a int, b int generated always as (a * 2) stored);
insert into g values (1, 2);
----
alter table g alter b type bigint
--- type user-defined binary cast
create type w as (a int);
create table wt (id int primary key, c int);
insert into wt values (1, 2);
----
alter table wt alter c type w using row(c)::w

--- world t
create table t (id int primary key, a int, b text, n int not null, st text);
insert into t select g, g, 'x', g, 'y' from generate_series(1, 5) g;

--- set not null @t
alter table t alter column a set not null
--- set not null already @t
alter table t alter n set not null
--- set not null primary key column @t
alter table t alter id set not null
--- set not null with valid check @t
alter table t add constraint a_nn check (a is not null);
----
alter table t alter a set not null
--- set not null with not valid check @t
alter table t add constraint a_nn check (a is not null) not valid;
----
alter table t alter a set not null
--- set not null with validated check @t
alter table t add constraint a_nn check (a is not null) not valid;
alter table t validate constraint a_nn;
----
alter table t alter a set not null
--- set not null with conjunction @t
alter table t add constraint a_nn check (a is not null and a > 0);
----
alter table t alter a set not null
--- set not null with disjunction @t
alter table t add constraint a_nn check (a is not null or b is not null);
----
alter table t alter a set not null
--- set not null with comparison check @t
alter table t add constraint a_nn check (a > 0);
----
alter table t alter a set not null
--- set not null with not is null @t
alter table t add constraint a_nn check (not (a is null));
----
alter table t alter a set not null
--- set not null with two checks for two columns @t
alter table t add constraint a_nn check (a is not null), add constraint b_nn check (b is not null);
----
alter table t alter a set not null, alter b set not null
--- set not null one of two proven @t
alter table t add constraint a_nn check (a is not null);
----
alter table t alter a set not null, alter b set not null
--- set not null and drop its check @t
alter table t add constraint a_nn check (a is not null);
----
alter table t alter a set not null, drop constraint a_nn
--- set not null and validate @t
alter table t add constraint a_nn check (a is not null) not valid;
----
alter table t validate constraint a_nn, alter a set not null
--- set not null partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
insert into p values (1, 1), (11, 1);
----
alter table p alter x set not null
--- set not null partitioned with check
create table p (id int, x int, check (x is not null)) partition by range (id);
create table p1 partition of p for values from (0) to (10);
insert into p values (1, 1);
----
alter table p alter x set not null
--- set not null partition already
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
insert into p values (1, 1);
alter table p1 alter x set not null;
----
alter table p alter x set not null
--- set not null inheritance
create table pa (id int, v int);
create table ch (w int) inherits (pa);
insert into pa values (1, 1);
insert into ch values (1, 1, 1);
----
alter table pa alter v set not null
--- set not null after set default @t
alter table t alter a set default 0, alter a set not null
--- drop not null @t
alter table t alter n drop not null
--- drop not null of nullable @t
alter table t alter a drop not null
--- drop not null of primary key fails @t
alter table t alter id drop not null
--- drop not null partitioned
create table p (id int, x int not null) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
alter table p alter x drop not null
--- set default @t
alter table t alter a set default 5
--- set default volatile @t
alter table t alter b set default gen_random_uuid()::text
--- set default nextval @t
create sequence sq;
----
alter table t alter a set default nextval('sq')
--- drop default @t
alter table t alter a drop default
--- set default partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
alter table p alter x set default 5
--- set statistics @t
alter table t alter a set statistics 500
--- set storage @t
alter table t alter b set storage external
--- set storage with index @t
create index t_b on t (b);
create index t_a on t (a);
----
alter table t alter b set storage plain
--- set compression @t
alter table t alter b set compression pglz
--- set compression with index @t
create index t_b on t (b);
----
alter table t alter b set compression pglz
--- set column options @t
alter table t alter a set (n_distinct = 5)
--- reset column options @t
alter table t alter a reset (n_distinct)
--- set statistics of index column @t
create index t_e on t ((a + 1));
----
alter index t_e alter column 1 set statistics 100
--- add identity @t
alter table t alter n add generated always as identity
--- add identity with options @t
alter table t alter n add generated by default as identity (start with 100)
--- set generated
create table ti (id int generated always as identity primary key);
insert into ti default values;
----
alter table ti alter id set generated by default
--- restart identity
create table ti (id int generated always as identity primary key);
----
alter table ti alter id restart with 100
--- set increment of identity
create table ti (id int generated always as identity primary key);
----
alter table ti alter id set increment by 10 set cache 5
--- drop identity
create table ti (id int generated always as identity primary key);
----
alter table ti alter id drop identity
--- drop identity if exists on none @t
alter table t alter a drop identity if exists
--- drop expression
create table g (id int primary key, a int, b int generated always as (a * 2) stored);
insert into g values (1, 1);
----
alter table g alter b drop expression
--- drop expression if exists on none @t
alter table t alter a drop expression if exists
--- set expression stored | 17+
create table g (id int primary key, a int, b int generated always as (a * 2) stored);
insert into g values (1, 1);
----
alter table g alter b set expression as (a * 3)
--- set expression stored with index | 17+
create table g (id int primary key, a int, b int generated always as (a * 2) stored);
create index g_b on g (b);
insert into g values (1, 1);
----
alter table g alter b set expression as (a * 3)
--- set expression virtual | 18+
create table g (id int primary key, a int, b int generated always as (a * 2) virtual);
insert into g values (1, 1);
----
alter table g alter b set expression as (a * 3)
