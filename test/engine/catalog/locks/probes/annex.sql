--- world tree
create table halls (code varchar(10) not null, wing text not null, seats int, label varchar(10), primary key (code, wing)) partition by list (wing);
create table halls_east partition of halls for values in ('e') partition by list (code);
create table halls_east_a partition of halls_east for values in ('a');
create table halls_west partition of halls for values in ('w');
insert into halls values ('a', 'e', 1, 'x'), ('b', 'w', 2, 'y');
create index halls_label on halls (label);
create table shows (id int primary key, code varchar(10), wing text, constraint shows_hall foreign key (code, wing) references halls);
insert into shows values (1, 'a', 'e'), (2, 'b', 'w');
create table spare (like halls including defaults);
insert into spare values ('z', 'e', 3, 'q');

--- world kin
create table root (id int, a int not null, b int, c text check (c <> ''));
create table left_ (x int) inherits (root);
create table right_ (a int not null, y int) inherits (root);
create table under_left () inherits (left_);
create table under_right () inherits (right_);
insert into root values (1, 1, 1, 'x');
insert into left_ values (1, 1, 1, 'x');
insert into right_ values (1, 1, 1, 'x');
insert into under_right values (1, 1, 1, 'x');

--- world dom
create domain tone as text;
create domain deep as tone;
create table notes (id int primary key, t tone, d deep, plain text);
insert into notes values (1, 'a', 'b', 'c');
create view tones as select id, t from notes;
create materialized view tone_list as select t from tones;
create materialized view deep_list as select d as other from notes;
create materialized view plain_list as select plain from notes where t <> '';
create materialized view star_list as select * from notes;

--- 001 label widen @tree
alter table halls alter label type varchar(20)
--- 002 seats to bigint @tree
alter table halls alter seats type bigint
--- 003 label widen with attached own index @tree
create index on only halls (seats, label);
----
alter table halls alter label type varchar(20)
--- 004 drop fk to two levels @tree
alter table shows drop constraint shows_hall
--- 005 drop fk column to two levels @tree
alter table shows drop column wing
--- 006 drop referring table @tree
drop table shows
--- 007 drop pk of referenced cascade @tree
alter table halls drop constraint halls_pkey cascade
--- 008 drop referenced cascade @tree
drop table halls cascade
--- 009 attach to second level @tree
alter table halls_east attach partition spare for values in ('z')
--- 010 attach to second level proven half @tree
alter table spare add check (code = 'z');
----
alter table halls_east attach partition spare for values in ('z')
--- 011 attach to second level proven @tree
alter table spare add check (code = 'z' and wing = 'e');
----
alter table halls_east attach partition spare for values in ('z')
--- 012 attach default to second level @tree
alter table halls_east attach partition spare default
--- 013 attach default to second level proven @tree
alter table spare add check (wing = 'e');
----
alter table halls_east attach partition spare default
--- 014 reindex two levels @tree
reindex index halls_label
--- 015 reindex two levels concurrently @tree
reindex index concurrently halls_label
--- 016 reindex pk second level @tree
reindex index halls_east_pkey
--- 017 validate fk to two levels @tree
alter table shows drop constraint shows_hall;
alter table shows add constraint shows_hall foreign key (code, wing) references halls not valid;
----
alter table shows validate constraint shows_hall
--- 018 detach from second level @tree
delete from shows;
----
alter table halls_east detach partition halls_east_a
--- 019 drop not null @kin
alter table root alter a drop not null
--- 020 drop not null of nullable @kin
alter table root alter b drop not null
--- 021 drop not null only @kin
alter table only root alter a drop not null
--- 022 drop check @kin
alter table root drop constraint root_c_check
--- 023 drop check only @kin
alter table only root drop constraint root_c_check
--- 024 drop named not null @kin | 18+
alter table root drop constraint root_a_not_null
--- 025 add unique with column @kin
alter table root add constraint u unique (id), add column z int
--- 026 add unique using index @kin
create unique index root_id on root (id);
----
alter table root add constraint u unique using index root_id
--- 027 add pk only @kin
alter table only root add constraint u unique (id)
--- 028 add exclude @kin
alter table root add constraint e exclude using btree (id with =)
--- 029 add fk not valid @kin
create table tgt (id int primary key);
----
alter table root add foreign key (b) references tgt not valid
--- 030 add pk @kin
alter table root add primary key (a)
--- 031 pk with column @kin
alter table root add column k serial primary key
--- 032 domain check through views @dom
alter domain tone add constraint c check (value <> 'q')
--- 033 deep check @dom
alter domain deep add constraint c check (value <> 'q')
--- 034 tone not null @dom
alter domain tone set not null
--- 035 rename table as index @dom
alter index notes rename to notes2
--- 036 rename view as index @dom
alter index tones rename to tones2
--- 037 rename matview as table @dom
alter table deep_list rename to deep2
--- 038 rename sequence as index @dom
create sequence sq;
----
alter index sq rename to sq2
--- 039 rename view as table @dom
alter table tones rename to notes2
--- 040 reindex table with exclusion and others @dom
create table ex (id int primary key, r int4range, exclude using gist (r with &&));
insert into ex values (1, '[1,2)');
----
reindex table concurrently ex
--- 041 reindex schema concurrently with exclusion @dom
create table ex (id int primary key, r int4range, exclude using gist (r with &&));
insert into ex values (1, '[1,2)');
----
reindex schema concurrently public
--- 042 reindex concurrently without overlaps @dom | 18+
create table ex (id int4range, r int4range, primary key (id, r without overlaps));
insert into ex values ('[1,2)', '[1,2)');
----
reindex table concurrently ex
--- 043 attach with fk empty @tree
create table empty_one (like halls including all);
----
alter table halls attach partition empty_one for values in ('n')
--- 044 alter schema rename @tree
create schema s1;
alter table spare set schema s1;
----
alter schema s1 rename to s2
--- 045 set not null again @kin
alter table root alter a set not null
--- 046 set not null again partitioned @tree
alter table halls alter code set not null
--- 047 set not null partitioned @tree
alter table halls alter seats set not null
--- 048 set not null where one child has it @kin
alter table left_ alter b set not null;
update root set b = 1;
----
alter table root alter b set not null
--- 049 set not null again only @kin
alter table only root alter a set not null
--- 050 detach referenced by partitioned @tree
create table plans (id int, code varchar(10), wing text, foreign key (code, wing) references halls) partition by range (id);
create table plans_1 partition of plans for values from (0) to (10);
insert into plans values (1, 'b', 'w');
delete from shows;
----
alter table halls detach partition halls_east
--- 051 pk on nullable of root @kin
alter table root add primary key (id)
--- 052 pk twice named in one @kin
alter table left_ add column k int generated always as identity primary key
--- 053 label type and index on children own @tree
create index west_label on halls_west (label);
----
alter table halls alter label type varchar(20)
--- 054 label narrower @tree
alter table halls alter label type varchar(5)
--- 055 code widen key and fk @tree
alter table shows alter code type varchar(20)
--- 056 drop default partition two levels @tree
create table halls_east_rest partition of halls_east default;
----
alter table halls_east detach partition halls_east_rest
--- 057 create partition second level @tree
create table halls_east_c partition of halls_east for values in ('c')
--- 058 fk of partitioned with matching actions @tree
create table tags (label varchar(10) primary key);
insert into tags values ('x'), ('y');
alter table halls_west add foreign key (label) references tags on delete cascade;
----
alter table halls add foreign key (label) references tags
--- 059 fk of partitioned with sub tree twin @tree
create table tags (label varchar(10) primary key);
insert into tags values ('x'), ('y');
alter table halls_east add foreign key (label) references tags;
----
alter table halls add foreign key (label) references tags
--- 060 fk of partitioned with twin not valid @tree
create table tags (label varchar(10) primary key);
insert into tags values ('x'), ('y');
alter table halls_west add foreign key (label) references tags not valid;
----
alter table halls add foreign key (label) references tags
--- 061 gin array with other column @kin
create table g (a int[], b jsonb, v varchar(5), n int);
insert into g values ('{1}', '{}', 'x', 1);
create index g_a on g using gin (a);
create index g_b on g using gin (b);
create index g_ab on g using gin (a, b);
----
alter table g alter a type int[], alter b type jsonb
--- 062 gin array narrower command @kin
create table g (a text[], t tsvector);
insert into g values ('{a}', 'a');
create index g_a on g using gin (a) where a is not null;
create index g_t on g using gin (t);
----
alter table g alter t type tsvector
--- 063 type of two one free with fk @kin
create table tgt (id int primary key);
insert into tgt values (1);
create table src (id int primary key, t int references tgt, v varchar(5), n int);
insert into src values (1, 1, 'x', 1);
----
alter table src alter t type int, alter n type bigint
--- 064 type free with fk of same type @kin
create table tgt (id int primary key);
insert into tgt values (1);
create table src (id int primary key, t int references tgt, v varchar(5), n int);
insert into src values (1, 1, 'x', 1);
----
alter table src alter t type int
--- 065 unlogged and type of key @kin
create table src (id int primary key, v varchar(5) unique, n int check (n > 0));
insert into src values (1, 'x', 1);
----
alter table src alter v type varchar(10), set unlogged
--- 066 type and add column default random @kin
create table tgt (id varchar(5) primary key);
insert into tgt values ('1');
create table src (id int primary key, t varchar(5) references tgt, n int);
insert into src values (1, '1', 1);
----
alter table src alter t type varchar(10), add column r float8 default random()
--- 067 add unique in column after drop @kin
create table src (id int primary key, v varchar(5) unique, n int check (n > 0));
insert into src values (1, 'x', 1);
----
alter table src drop column v, add column v text unique
--- 068 disable trigger all one level @tree
alter table shows disable trigger all
--- 069 enable trigger user on tree @tree
alter table halls enable trigger user
