--- world w
create table ref (id int primary key, u int unique, v text);
insert into ref values (1, 1, 'x'), (2, 2, 'y');
create table ref2 (id int primary key);
create table src (id serial primary key, a int default 3 check (a > 0), b text, g int generated always as (a * 2) stored);
insert into src (a, b) values (1, 'x'), (2, 'y');
create index src_b on src (b);
create view v as select id, b from src;
create table pa (id int, v text);
create type ct as (a int, b text);
create sequence sq;
create domain dm as int check (value > 0);
create function f() returns int language sql as 'select 1';

--- plain @w
create table n (id int primary key, a int not null, b text default 'x')
--- serial @w
create table n (id bigserial primary key)
--- identity @w
create table n (id int generated always as identity primary key)
--- if not exists there @w
create table if not exists src (id int references ref)
--- exists fails @w
create table src (id int)
--- temporary @w
create temporary table n (id int primary key)
--- unlogged @w
create unlogged table n (id int)
--- references @w
create table n (id int primary key, r int references ref)
--- references column @w
create table n (id int primary key, r int references ref (u) on delete cascade)
--- foreign keys to two tables @w
create table n (id int primary key, r int references ref, r2 int, foreign key (r2) references ref2 (id))
--- foreign key to itself @w
create table n (id int primary key, up int references n)
--- foreign key not enforced @w | 18+
create table n (id int primary key, r int references ref not enforced)
--- like @w
create table n (like src)
--- like including all @w
create table n (like src including all)
--- like including indexes @w
create table n (like src including indexes including defaults)
--- like view @w
create table n (like v)
--- like with foreign key @w
create table n (like src including all, r int references ref)
--- inherits @w
create table n (x int) inherits (pa)
--- inherits two @w
create table n (x int) inherits (pa, ref2)
--- of type @w
create table n of ct
--- default nextval @w
create table n (id int default nextval('sq'))
--- default function @w
create table n (id int default f())
--- domain @w
create table n (id dm)
--- check @w
create table n (a int check (a > 0), check (a < 10))
--- exclude @w
create table n (r int4range, exclude using gist (r with &&))
--- partitioned @w
create table n (id int, a int) partition by range (id)
--- partitioned with foreign key @w
create table n (id int, r int references ref) partition by range (id)
--- references partitioned
create table r (id int primary key) partition by range (id);
create table r1 partition of r for values from (0) to (10);
----
create table n (id int primary key, r_id int references r)
--- references missing fails @w
create table n (r int references missing)
--- as @w
create table n as select * from src
--- as with no data @w
create table n as select * from src with no data
--- as join @w
create table n as select s.id, r.v from src s join ref r on r.id = s.a
--- as where @w
create table n as select * from src where a > 1
--- as view @w
create table n as select * from v
--- as values @w
create table n as values (1), (2)
--- as if not exists there @w
create table if not exists src as select * from ref
--- as table @w
create table n as table src
--- as subquery @w
create table n as select (select count(*) from ref) from src
--- as with @w
create table n as with q as (select * from ref) select * from q
--- select into @w
select * into n from src
--- as partitioned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
insert into p values (1, 1), (11, 1);
----
create table n as select * from p
--- as partitioned pruned
create table p (id int, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
insert into p values (1, 1), (11, 1);
----
create table n as select * from p where id = 1
--- as inherited
create table pa (id int);
create table ch () inherits (pa);
insert into pa values (1);
insert into ch values (2);
----
create table n as select * from pa
--- as only inherited
create table pa (id int);
create table ch () inherits (pa);
insert into pa values (1);
insert into ch values (2);
----
create table n as select * from only pa
--- as union @w
create table n as select id from src union all select id from ref
--- foreign table
create foreign data wrapper fdw;
create server srv foreign data wrapper fdw;
----
create foreign table ft (id int) server srv
--- in other schema @w
create schema other;
----
create table other.n (id int primary key, r int references public.ref)
--- create schema with elements @w
create schema s2 create table x (id int, r int references public.ref)
--- using heap @w
create table n (id int) using heap
--- sequence owned @w
create sequence n_seq owned by src.a
--- schema
create schema n
--- schema if not exists
create schema if not exists public
