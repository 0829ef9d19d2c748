--- world x
create schema vault;
create type era as enum ('ancient', 'modern');
create type dims as (w int, h int);
create type pos as (x float8, d dims);
create domain code as varchar(8) check (value ~ '^[A-Z]');
create domain small_code as code;
create domain amount as int;
create domain amounts as int[];
create table artists (id serial primary key, name text not null, country code default 'NL');
insert into artists (name) values ('V'), ('R');
create table works (
  id int generated always as identity primary key,
  artist_id int references artists (id),
  title text not null,
  era era not null default 'modern',
  size dims,
  place pos,
  code small_code,
  stock amount default 0,
  stocks amounts,
  loaned bool
);
insert into works (artist_id, title, code, stock, stocks) values (1, 'N', 'AB', 3, '{1}'), (2, 'G', 'CD', 4, '{2}');
create index works_title on works (title);
create table vault.rooms (room int primary key, work_id int unique references works on delete set null, floor amount);
insert into vault.rooms values (1, 1, 2);
create table typed of dims;
insert into typed values (1, 2);
create table parted (id int not null, c code, k int not null) partition by range (k);
create table parted_1 partition of parted for values from (0) to (10);
insert into parted values (1, 'X', 1);
create sequence tickets;
create sequence owned owned by works.stock;
create sequence vault.big as bigint cache 10;
create materialized view titles as select title, stock from works;
create view modern as select id, title from works where era = 'modern';

--- world temp
create table base (id int primary key, v text);
insert into base values (1, 'a');

--- 001 domain add check @x
alter domain code add constraint len check (length(value) > 1) not valid
--- 002 domain add check valid reaches nested @x
alter domain code add constraint short check (length(value) < 9)
--- 003 domain set not null reaches @x
alter domain amount set not null
--- 004 domain drop not null @x
alter domain amount drop not null
--- 005 domain validate @x
alter domain code add constraint len check (length(value) > 0) not valid;
----
alter domain code validate constraint len
--- 006 domain drop constraint @x
alter domain code drop constraint code_check
--- 007 domain rename constraint @x
alter domain code rename constraint code_check to code_upper
--- 008 domain default @x
alter domain amount set default 1
--- 009 domain rename @x
alter domain amount rename to quantity
--- 010 domain schema @x
alter domain amount set schema vault
--- 011 domain owner @x
alter domain amount owner to writer
--- 012 enum add before @x
alter type era add value if not exists 'medieval' before 'modern'
--- 013 enum rename value @x
alter type era rename value 'ancient' to 'antique'
--- 014 enum rename @x
alter type era rename to epoch
--- 015 composite add attribute of typed cascade @x
alter type dims add attribute depth int cascade
--- 016 composite rename attribute @x
alter type dims rename attribute w to width cascade
--- 017 composite unused alter @x
create type free as (a int, b text);
----
alter type free alter attribute a type bigint, add attribute c int, drop attribute b
--- 018 composite rename type @x
alter type dims rename to dimensions
--- 019 composite set schema @x
alter type pos set schema vault
--- 020 composite owner @x
alter type pos owner to writer
--- 021 drop domain cascade @x
drop domain amounts cascade
--- 022 sequence restart @x
alter sequence tickets restart with 1000
--- 023 sequence owned @x
alter sequence tickets owned by works.id
--- 024 sequence owned none @x
alter sequence owned owned by none
--- 025 sequence of serial max @x
alter sequence artists_id_seq maxvalue 100000 cycle
--- 026 sequence type @x
alter sequence vault.big as int
--- 027 sequence rename @x
alter sequence tickets rename to slips
--- 028 sequence schema @x
alter sequence tickets set schema vault
--- 029 sequence logged @x | 15+
alter sequence tickets set unlogged
--- 030 sequence owner @x
alter sequence tickets owner to writer
--- 031 alter table rename sequence @x
alter table tickets rename to slips
--- 032 if exists sequence @x
alter sequence if exists no_such restart
--- 033 create table two references @x
create table loans (id bigserial primary key, work_id int not null references works, artist_id int references artists on delete cascade, room int, foreign key (room) references vault.rooms)
--- 034 create table like all @x
create table works_copy (like works including all)
--- 035 create table like two @x
create table mix (like artists including defaults, like vault.rooms)
--- 036 create table as @x
create table modern_works as select w.title, a.name from works w join artists a on a.id = w.artist_id
--- 037 create table as no data @x
create table nothing as select * from works with no data
--- 038 create table as view @x
create table from_view as table modern
--- 039 create table if not exists @x
create table if not exists works (id int references artists)
--- 040 create table as if not exists @x
create table if not exists works as select * from artists
--- 041 create table of type @x
create table typed2 of dims (w with options not null)
--- 042 create table default nextval @x
create table tickets_sold (id int default nextval('tickets'), a amount default 1, e era)
--- 043 create temp table like @x
create temp table tmp_works (like works) on commit drop
--- 044 create temp with reference to temp only @temp
create temp table t1 (id int primary key);
----
create table plain (id int primary key, base_id int references base)
--- 045 create unlogged table as @temp
create unlogged table fast as select id, v from base where id > 0
--- 046 create table schema qualified self reference @temp
create table node (id int primary key, parent int references node, base int references base)
--- 047 create table partitioned with fk @temp
create table log (id int references base, d date) partition by range (d)
--- 048 create table exclude check @temp
create table ch (a int check (a > 0), exclude using btree (a with =))
--- 049 schema create with tables @temp
create schema inner_s create table it (id int references public.base) create view iv as select * from it
--- 050 select into @temp
select * into copied from base
--- 051 works size type @x
alter table works alter title type varchar(100)
--- 052 code through domain @x
alter table works alter code type varchar(8)
--- 053 code to code domain @x
alter table works alter code type code
--- 054 stock to int @x
alter table works alter stock type int
--- 055 stocks to int array @x
alter table works alter stocks type int[]
--- 056 add amounts column @x
alter table works add column more amounts
--- 057 add code column default @x
alter table works add column c2 small_code default 'ZZ'
--- 058 add dims column @x
alter table works add column box dims default row(1, 2)
--- 059 add era array @x
alter table works add column eras era[] not null default array['modern']::era[]
--- 060 drop artist cascade @x
alter table artists drop column id cascade
--- 061 not of @x
alter table typed not of
--- 062 typed constraint @x
alter table typed add constraint k check (w > 0)
--- 063 parted add check uses domain @x
alter table parted alter c set default 'Y'
--- 064 works rename with rooms @x
alter table works rename to pieces
--- 065 schema rename @x
alter schema vault rename to safe
--- 066 rooms unique drop @x
alter table vault.rooms drop constraint rooms_work_id_key
--- 067 rooms fk not valid again @x
alter table vault.rooms drop constraint rooms_work_id_fkey, add foreign key (work_id) references works on delete cascade not valid
--- 068 rooms move @x
alter table vault.rooms set schema public
--- 069 works owned sequence move @x
alter table works set schema vault
--- 070 works artist type change @x
alter table works alter artist_id type bigint
--- 071 artists id type change @x
alter table artists alter id type bigint
--- 072 works pk int8 identity @x
alter table works alter id type bigint
--- 073 view set schema @x
alter view modern set schema vault
--- 074 alter table on view rename column @x
alter table modern rename column title to name
--- 075 alter table view default @x
alter table modern alter title set default 'x'
--- 076 alter view owner @x
alter view modern owner to writer
--- 077 alter view set option @x
alter view modern set (security_barrier = true)
--- 078 alter table owner of sequence @x
alter table tickets owner to writer
--- 079 alter column serial type small @x
alter table artists alter column id set data type smallint
--- 080 many in one @x
alter table works add column a int, drop column loaned, alter title set not null, alter stock set default 9, add constraint s check (stock >= 0) not valid
--- 081 many in one scan @x
alter table works alter artist_id set not null, add constraint t unique (title), add column n int default 4
--- 082 many in one rewrite @x
alter table works alter stock type bigint, add constraint t check (stock > 0), add foreign key (stock) references artists (id) not valid
--- 083 fk and its index in one @x
alter table vault.rooms add constraint f foreign key (floor) references artists (id) not valid, validate constraint f
--- 084 rename column to same type owner @x
alter table works rename column title to caption
--- 085 cluster verbose using @x
cluster works using works_title
