--- world t
create table t (id int primary key, a int, b text, n int not null);
insert into t select g, g, 'x', g from generate_series(1, 5) g;
create table ref (id int primary key, u int unique, v text);
insert into ref select g, g, 'r' from generate_series(1, 5) g;
--- world p
create table ref (id int primary key);
insert into ref values (1), (11);
create table p (id int not null, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
insert into p values (1, 1), (11, 1);

--- check @t
alter table t add constraint t_ck check (a > 0)
--- check unnamed @t
alter table t add check (length(b) < 10)
--- check not valid @t
alter table t add constraint t_ck check (a > 0) not valid
--- check not enforced @t | 18+
alter table t add constraint t_ck check (a > 0) not enforced
--- check no inherit @t
alter table t add constraint t_ck check (a > 0) no inherit
--- check same as existing @t
alter table t add constraint ck1 check (a > 0);
----
alter table t add constraint ck2 check (a > 0)
--- check partitioned @p
alter table p add constraint p_ck check (x > 0)
--- check not valid partitioned @p
alter table p add constraint p_ck check (x > 0) not valid
--- check already on partitions @p
alter table p1 add constraint p_ck check (x > 0);
----
alter table p add constraint p_ck check (x > 0)
--- check inheritance
create table pa (id int);
create table ch (w int) inherits (pa);
insert into pa values (1);
insert into ch values (1, 1);
----
alter table pa add constraint ck check (id > 0)
--- check on empty table
create table e (id int);
----
alter table e add check (id > 0)
--- validate check @t
alter table t add constraint t_ck check (a > 0) not valid;
----
alter table t validate constraint t_ck
--- validate check already valid @t
alter table t add constraint t_ck check (a > 0);
----
alter table t validate constraint t_ck
--- validate check partitioned @p
alter table p add constraint p_ck check (x > 0) not valid;
----
alter table p validate constraint p_ck
--- add not valid and validate @t
alter table t add constraint t_ck check (a > 0) not valid, validate constraint t_ck
--- not null constraint | 18+
create table t (id int primary key, a int);
insert into t values (1, 1);
----
alter table t add constraint t_nn not null a
--- not null not valid @t | 18+
alter table t add constraint t_nn not null a not valid
--- validate not null @t | 18+
alter table t add constraint t_nn not null a not valid;
----
alter table t validate constraint t_nn
--- set not null over not valid not null @t | 18+
alter table t add constraint t_nn not null a not valid;
----
alter table t alter a set not null
--- not null with check @t | 18+
alter table t add constraint a_nn check (a is not null);
----
alter table t add constraint t_nn not null a
--- drop not null constraint @t | 18+
alter table t drop constraint t_n_not_null
--- foreign key @t
alter table t add constraint f foreign key (a) references ref (id)
--- foreign key unnamed @t
alter table t add foreign key (a) references ref
--- foreign key on unique column @t
alter table t add foreign key (a) references ref (u)
--- foreign key not valid @t
alter table t add constraint f foreign key (a) references ref not valid
--- foreign key not enforced @t | 18+
alter table t add constraint f foreign key (a) references ref not enforced
--- foreign key on delete cascade deferrable @t
alter table t add constraint f foreign key (a) references ref on delete cascade deferrable initially deferred
--- foreign key to itself @t
alter table t add constraint f foreign key (a) references t
--- foreign key two columns
create table ref2 (x int, y int, primary key (x, y));
create table kid (x int, y int);
insert into ref2 values (1, 1);
insert into kid values (1, 1);
create index kid_xy on kid (x, y);
----
alter table kid add foreign key (x, y) references ref2
--- foreign key other types
create table r2 (id bigint primary key);
create table kid (id int primary key, r int);
insert into r2 values (1);
insert into kid values (1, 1);
----
alter table kid add foreign key (r) references r2
--- foreign key text to int fails @t
alter table t add foreign key (b) references ref (id)
--- foreign key two in one statement @t
create table ref3 (id int primary key);
insert into ref3 select g from generate_series(1, 5) g;
----
alter table t add foreign key (a) references ref, add foreign key (n) references ref3
--- foreign key and validate in one @t
alter table t add constraint f foreign key (a) references ref not valid, validate constraint f
--- foreign key to partitioned
create table r (id int primary key) partition by range (id);
create table r1 partition of r for values from (0) to (10);
create table r2 partition of r for values from (10) to (20);
create table kid (id int primary key, r_id int);
insert into r values (1), (11);
insert into kid values (1, 1), (2, 11);
----
alter table kid add foreign key (r_id) references r
--- foreign key of partitioned @p
alter table p add foreign key (x) references ref
--- foreign key not valid of partitioned @p
alter table p add constraint f foreign key (x) references ref not valid
--- validate foreign key of partitioned @p | 18+
alter table p add constraint f foreign key (x) references ref not valid;
----
alter table p validate constraint f
--- foreign key with other indexes @t
create index t_a on t (a);
create index ref_v on ref (v);
----
alter table t add constraint f foreign key (a) references ref
--- validate foreign key @t
alter table t add constraint f foreign key (a) references ref not valid;
----
alter table t validate constraint f
--- validate foreign key already valid @t
alter table t add constraint f foreign key (a) references ref;
----
alter table t validate constraint f
--- validate two @t
alter table t add constraint f foreign key (a) references ref not valid, add constraint ck check (a > 0) not valid;
----
alter table t validate constraint f, validate constraint ck
--- alter constraint deferrable @t
alter table t add constraint f foreign key (a) references ref;
----
alter table t alter constraint f deferrable initially deferred
--- alter constraint not deferrable @t
alter table t add constraint f foreign key (a) references ref deferrable;
----
alter table t alter constraint f not deferrable
--- alter constraint unchanged @t
alter table t add constraint f foreign key (a) references ref;
----
alter table t alter constraint f not deferrable
--- alter constraint enforced @t | 18+
alter table t add constraint f foreign key (a) references ref not enforced;
----
alter table t alter constraint f enforced
--- alter constraint not enforced @t | 18+
alter table t add constraint f foreign key (a) references ref;
----
alter table t alter constraint f not enforced
--- alter constraint no inherit @t | 18+
alter table t add constraint nn not null a;
----
alter table t alter constraint nn no inherit
--- alter constraint of partitioned @p
alter table p add constraint f foreign key (x) references ref;
----
alter table p alter constraint f deferrable
--- unique @t
alter table t add constraint q unique (a)
--- unique two columns with include @t
alter table t add unique (a, b) include (n)
--- unique nulls not distinct @t | 15+
alter table t add unique nulls not distinct (a)
--- unique deferrable @t
alter table t add unique (a) deferrable
--- unique using index @t
create unique index qi on t (a);
----
alter table t add constraint q unique using index qi
--- unique using index same name @t
create unique index qi on t (a);
----
alter table t add constraint qi unique using index qi
--- unique partitioned @p
alter table p add unique (id, x)
--- unique partitioned only @p
alter table only p add constraint pu unique (id, x)
--- primary key
create table k (id int, a int);
insert into k values (1, 1);
----
alter table k add primary key (id)
--- primary key not null column
create table k (id int not null, a int);
insert into k values (1, 1);
----
alter table k add constraint k_pk primary key (id)
--- primary key with valid check
create table k (id int check (id is not null), a int);
insert into k values (1, 1);
----
alter table k add primary key (id)
--- primary key using index nullable
create table k (id int, a int);
insert into k values (1, 1);
create unique index ki on k (id);
----
alter table k add primary key using index ki
--- primary key using index not null
create table k (id int not null, a int);
insert into k values (1, 1);
create unique index ki on k (id);
----
alter table k add constraint k_pkey primary key using index ki
--- primary key using index proven
create table k (id int, a int, constraint nn check (id is not null));
insert into k values (1, 1);
create unique index ki on k (id);
----
alter table k add constraint k_pkey primary key using index ki
--- primary key partitioned @p
alter table p add primary key (id)
--- exclude @t
alter table t add constraint e exclude using btree (a with =)
--- exclude gist
create table room (id int, during tsrange);
insert into room values (1, '[2020-01-01, 2020-01-02)');
----
alter table room add exclude using gist (during with &&)
--- drop check @t
alter table t add constraint ck check (a > 0);
----
alter table t drop constraint ck
--- drop check partitioned @p
alter table p add constraint ck check (x > 0);
----
alter table p drop constraint ck
--- drop foreign key @t
alter table t add constraint f foreign key (a) references ref;
----
alter table t drop constraint f
--- drop foreign key to itself @t
alter table t add constraint f foreign key (a) references t;
----
alter table t drop constraint f
--- drop foreign key of partitioned @p
alter table p add constraint f foreign key (x) references ref;
----
alter table p drop constraint f
--- drop foreign key to partitioned
create table r (id int primary key) partition by range (id);
create table r1 partition of r for values from (0) to (10);
create table kid (id int primary key, r_id int, constraint f foreign key (r_id) references r);
----
alter table kid drop constraint f
--- drop primary key @t
alter table t drop constraint t_pkey
--- drop primary key referenced fails @t
alter table t add constraint f foreign key (a) references ref;
----
alter table ref drop constraint ref_pkey
--- drop primary key cascade @t
alter table t add constraint f foreign key (a) references ref;
----
alter table ref drop constraint ref_pkey cascade
--- drop primary key partitioned
create table p (id int primary key, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
alter table p drop constraint p_pkey
--- drop unique @t
alter table ref drop constraint ref_u_key
--- drop if exists missing @t
alter table t drop constraint if exists nothing
--- drop missing fails @t
alter table t drop constraint nothing
--- drop and add check @t
alter table t add constraint ck check (a > 0);
----
alter table t drop constraint ck, add constraint ck check (a >= 0)
--- drop and add check not valid @t
alter table t add constraint ck check (a > 0);
----
alter table t drop constraint ck, add constraint ck check (a >= 0) not valid
--- drop and add foreign key @t
alter table t add constraint f foreign key (a) references ref;
----
alter table t drop constraint f, add constraint f foreign key (a) references ref on delete cascade
--- drop exclude @t
alter table t add constraint e exclude using btree (a with =);
----
alter table t drop constraint e
--- rename check @t
alter table t add constraint ck check (a > 0);
----
alter table t rename constraint ck to ck2
--- rename primary key @t
alter table t rename constraint t_pkey to t_pk
--- rename foreign key @t
alter table t add constraint f foreign key (a) references ref;
----
alter table t rename constraint f to f2
--- rename check partitioned @p
alter table p add constraint ck check (x > 0);
----
alter table p rename constraint ck to ck2
--- add unique and primary key swap @t
create unique index new_pk on t (n);
----
alter table t drop constraint t_pkey, add constraint t_pkey primary key using index new_pk
--- constraint trigger
create table t (id int);
create function tf() returns trigger language plpgsql as 'begin return new; end';
create constraint trigger ct after insert on t for each row execute function tf();
----
alter table t alter constraint ct deferrable
