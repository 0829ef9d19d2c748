--- options
create sequence a;
create sequence b as integer start with 5 increment by 2 minvalue 1 maxvalue 100 cache 10 cycle;
create sequence c increment by -1;
create sequence d as smallint;
create sequence e minvalue 10;
create sequence f increment -5 maxvalue 100 minvalue -100 start 50;
create sequence if not exists a start 100;
create sequence g no minvalue no maxvalue no cycle owned by none;
--- alter
create sequence a;
create sequence b as integer;
create sequence c maxvalue 500;
alter sequence a increment by 10 maxvalue 1000 cache 5 cycle;
alter sequence b as bigint;
alter sequence c as smallint;
alter sequence a restart with 7;
alter sequence a no maxvalue no cycle;
alter sequence if exists nothing restart;
alter sequence b start with 50 minvalue -10;
--- owned
create table t (a int, b int);
create sequence s owned by t.a;
create sequence u;
alter sequence u owned by t.b;
alter sequence s owned by none;
create sequence v owned by public.t.b;
alter table t drop column b;
--- a serial's sequence
create table t (id serial primary key, n int);
alter sequence t_id_seq as bigint;
alter sequence t_id_seq rename to s;
alter table t alter column n set default nextval('s');
drop sequence s cascade;
--- rename, move, drop
create schema x;
create sequence a;
create sequence b;
create table t (id int default nextval('a'::regclass), k int default nextval('b'));
alter sequence a rename to aa;
alter sequence aa set schema x;
drop sequence b cascade;
alter table x.aa rename to aaa;
--- {"postgres": 15} unlogged
create unlogged sequence s;
alter sequence s set logged;
--- names that clash
create table t_a_seq (x int);
create table t (a serial, b serial);
create table t_b (seq int, c serial);
alter table t drop column b;
alter table t add column b bigserial;
