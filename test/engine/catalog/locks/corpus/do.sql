--- world w
create table t (id int primary key, a int, b text);
insert into t values (1, 1, 'x'), (2, 2, 'y');
create table o (id int primary key);
create function ddl() returns void language plpgsql as 'begin alter table t add column c int; end';

--- one statement @w
do $$ begin alter table t add column c int; end $$
--- two statements @w
do $$ begin
  alter table t add column c int;
  create index o_i on o (id);
end $$
--- constant execute @w
do $$ begin execute 'alter table t add column c int'; end $$
--- update @w
do $$ begin update t set a = 5; end $$
--- nested blocks @w
do $$ begin
  begin
    alter table o add column c int;
  end;
  comment on table t is 'x';
end $$
--- condition taken @w
do $$ begin
  if not exists (select from pg_class where relname = 'zzz') then
    alter table t add column c int;
  end if;
end $$
--- condition not taken @w
do $$ begin
  if exists (select from pg_class where relname = 'zzz') then
    alter table t add column c int;
  end if;
end $$
--- exception handler @w
do $$ begin
  create type mood as enum ('a');
exception when duplicate_object then null;
end $$
--- exception swallows statement @w
do $$ begin
  alter table t add constraint c check (a > 0);
exception when duplicate_object then null;
end $$
--- dynamic @w
do $$ declare n text := 't'; begin execute format('alter table %I add column c int', n); end $$
--- function call @w
select ddl()
--- perform function @w
do $$ begin perform ddl(); end $$
--- raise only @w
do $$ begin raise notice 'x'; end $$
--- loop @w
do $$ declare n record; begin for n in select id from t loop update t set a = 1 where id = n.id; end loop; end $$
--- create then alter @w
do $$ begin
  create table n (id int references o);
  alter table n add column c int;
end $$
--- language sql fails @w
do language sql $$ select 1 $$
--- variable assignment query @w
do $$ declare n int; begin n := (select count(*) from t); end $$
--- add then validate @w
do $$ begin
  alter table t add constraint c check (a > 0) not valid;
  alter table t validate constraint c;
end $$
