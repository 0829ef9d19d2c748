--- checks, named and not
create table t (a int check (a > 0), b int constraint positive check (b > 0) check (b < 100), c text, check (a < b), constraint both_of check (a > 1 and b > 1), check (c <> '' or a is null), check (true));
--- the spellings of expressions
create table t (
  a int check (a in (1, 2, 3)), b text check (b in ('x', 'y')), c varchar(10) check (c in ('p', 'q')), d int check (d between 1 and 10), e text check (e like 'a%'),
  f text check (f not like 'b%' and f ilike '%c%'), g int check (g not in (4, 5)), h numeric check (h >= 0), i text check (i ~ '^[a-z]+$'), j int check (j is not null),
  k boolean check (k is true), l int check (not (l = 5)), m int check (m != 3), n date check (n > '2020-01-01'), o timestamptz check (o < now() + interval '1 year'),
  p text check (length(trim(p)) > 0), q text check (char_length(q) <= 20), r jsonb check (jsonb_typeof(r) = 'object'), s int check (s = any (array[1, 2])), t text check (t = upper(t)),
  u int check (u is distinct from 3), v int check (case when v > 0 then v < 10 else true end), w int check (coalesce(w, 0) >= 0), x text check (x in ('only')),
  y double precision check (y > 0), z int check (z not between 3 and 4), aa text check (aa ~* 'x' and aa !~ 'y'), ab int[] check (array_length(ab, 1) > 0), ac interval check (ac > '1 day'),
  ad int check (ad % 2 = 0 and -ad < 5), ae text check (substring(ae from 1 for 2) = 'ab'), af text check (position('x' in af) > 0), ag timestamptz check (extract(year from ag) > 2000),
  ah text check (ah similar to '[a-z]%'), ai int check (nullif(ai, 0) is null), aj int check (greatest(aj, 1) < 10), ak text check (ak::int > 0), al jsonb check (al ->> 'a' = 'b' and al ? 'c')
);
--- not null, named and not
create table t (a int not null, b int constraint b_is_there not null, c int primary key, d serial, e int generated always as identity);
--- {"postgres": 18} not null as a table constraint
create table t (a int, b int, not null a, constraint b_there not null b no inherit);
--- {"postgres": 18} not null added later, not valid first
create table t (a int, b int);
alter table t add constraint a_there not null a not valid;
alter table t add not null b;
alter table t validate constraint a_there;
alter table t drop constraint t_b_not_null;
--- primary keys and uniques
create table t (a int primary key, b int unique, c int, d int, unique (c, d), constraint named unique (d));
create table u (a int, b int, primary key (a, b));
create table v (a int, constraint v_id primary key (a));
--- included columns, deferrable, nulls
create table t (a int, b int, c int, unique (a) include (b, c), unique (b) deferrable initially deferred, primary key (c) include (a) deferrable);
--- {"postgres": 15} nulls not distinct
create table t (a int unique nulls not distinct, b int, unique nulls not distinct (a, b));
--- exclusion
create table t (a int4range, b int4range, c int, exclude using gist (a with &&), constraint no_overlap exclude using gist (b with &&, a with =) where (c > 0));
--- foreign keys
create table p (id int primary key, code text unique, x int, y int, unique (x, y));
create table c (
  a int references p, b text references p (code) on delete cascade on update restrict, c int constraint c_to_p references p on delete set null, d int references p on delete set default deferrable initially deferred,
  x int, y int, foreign key (x, y) references p (x, y) match full, constraint named foreign key (y, x) references p (y, x) on update cascade
);
--- a foreign key to itself, and to a table made later
create table t (id int primary key, parent_id int references t, other int);
create table o (id int primary key);
alter table t add foreign key (other) references o;
alter table t add constraint again foreign key (other) references o not valid;
alter table t validate constraint again;
--- {"postgres": 15} set null of some columns
create table p (a int, b int, primary key (a, b));
create table c (a int, b int, foreign key (a, b) references p on delete set null (b));
--- add and drop
create table t (a int, b int, c int);
alter table t add primary key (a), add unique (b), add check (c > 0), add constraint named check (a > b);
alter table t drop constraint t_b_key, drop constraint t_c_check, drop constraint if exists nope;
alter table t drop constraint t_pkey;
--- not valid, then validated
create table t (a int);
alter table t add constraint a check (a > 0) not valid;
alter table t add constraint b check (a > 1) not valid;
alter table t validate constraint a;
--- a key over an existing index
create table t (a int, b int not null);
create unique index t_a_idx on t (a);
create unique index other on t (b);
alter table t add primary key using index t_a_idx;
alter table t add constraint named unique using index other;
--- rename a constraint with an index, and an index with a constraint
create table t (a int primary key, b int unique, c int check (c > 0));
alter table t rename constraint t_pkey to the_key;
alter index t_b_key rename to unique_b;
alter table t rename constraint t_c_check to positive;
--- drop a key others refer to
create table p (id int primary key);
create table c (p_id int references p);
alter table p drop constraint p_pkey cascade;
--- alter a constraint
create table p (id int primary key);
create table c (p_id int references p, constraint other foreign key (p_id) references p deferrable initially deferred);
alter table c alter constraint c_p_id_fkey deferrable initially deferred;
alter table c alter constraint other not deferrable;
--- {"postgres": 18} not enforced
create table p (id int primary key);
create table t (a int check (a > 0) not enforced, p_id int references p not enforced);
alter table t alter constraint t_p_id_fkey enforced;
alter table t add constraint c check (a > 1) not enforced;
--- {"postgres": 18} without overlaps
create table p (id int4range, during daterange, primary key (id, during without overlaps));
create table c (id int4range, during daterange, foreign key (id, period during) references p (id, period during));
--- the names clash
create table t (a int check (a > 0) check (a > 1) check (a > 2), a_check int);
create table t_a (key int unique, b int);
create table a (b_c int unique);
create table a_b (c int unique);
alter table t add check (a > 3);
--- long names are cut
create table a_table_with_a_name_that_is_really_much_longer_than_needed (a_column_with_a_name_that_is_really_long int primary key, another_column_with_a_long_name_here int unique check (another_column_with_a_long_name_here > 0) not null, s serial);
alter table a_table_with_a_name_that_is_really_much_longer_than_needed add column parent_of_this_really_long_row int references a_table_with_a_name_that_is_really_much_longer_than_needed;
create index on a_table_with_a_name_that_is_really_much_longer_than_needed (another_column_with_a_long_name_here, a_column_with_a_name_that_is_really_long);
alter table a_table_with_a_name_that_is_really_much_longer_than_needed add unique (another_column_with_a_long_name_here, s), add unique (s, another_column_with_a_long_name_here);
--- long names in two bytes a letter
create table täbellë_mït_ëïnëm_wïrklïch_längën_nämën_äöüäöüäöü (spältë_mït_längëm_nämën_äöüäöüäöü int primary key check (spältë_mït_längëm_nämën_äöüäöüäöü > 0));
--- drop a table others refer to
create table p (id int primary key);
create table c (p_id int references p, x int);
create view v as select p_id from c join p on p.id = c.p_id;
drop table p cascade;
--- checks that don't inherit
create table t (a int check (a > 0) no inherit, check (a < 9) no inherit);
create table u () inherits (t);
--- one key said twice
create table t (a int unique primary key, b int unique, c int, unique (b), constraint named unique (b), unique (c), unique (c) deferrable);
create table u (id serial not null unique, primary key (id));
alter table t add unique (a);
