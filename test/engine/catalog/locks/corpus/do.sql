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

--- world e
create table t (id int primary key, a int);
insert into t values (1, 1), (2, 2);
create table o (id int);
create function counted() returns int language plpgsql as 'begin return (select count(*) from o); end';
create function listed() returns setof int language plpgsql as 'begin return query select id from t; return next (select max(id) from o); end';
create function looked(n int) returns int language plpgsql as 'begin if n > 5 then return (select a from t limit 1); end if; return n; end';
create function adds() returns int language plpgsql as 'begin alter table t add column c int; return 1; end';

--- query in a condition @e
do $$ begin if exists (select from t where a = 99) then raise notice 'x'; end if; end $$
--- query in a condition that is not reached @e
do $$ begin if true then null; elsif exists (select from t) then null; end if; end $$
--- query in a first value @e
do $$ declare n int := (select count(*) from t); begin null; end $$
--- query in loop bounds @e
do $$ begin for i in (select min(id) from t) .. (select count(*) from o) loop null; end loop; end $$
--- query in while @e
do $$ begin while exists (select from t where a = 99) loop null; end loop; end $$
--- query in exit @e
do $$ begin loop exit when (select count(*) from t) > 0; end loop; end $$
--- query in case @e
do $$ begin case (select count(*) from t) when 2, (select count(*) from o) then null; else null; end case; end $$
--- query in raise @e
do $$ begin raise notice '% of %', (select count(*) from t), (select count(*) from o); end $$
--- query in using @e
do $$ begin execute 'select $1' using (select count(*) from t); end $$
--- query in assert @e
do $$ begin assert (select count(*) from t) > 0; end $$
--- query in a subscript @e
do $$ declare l int[]; begin l[(select min(id) from t)] := (select count(*) from o); end $$
--- aggregate assigned without a subquery @e
do $$ declare n int; begin n := count(*) from t; end $$
--- cursor loop @e
do $$ declare c cursor for select * from t; begin for r in c loop null; end loop; end $$
--- cursor opened @e
do $$ declare c refcursor; begin open c for select * from t; close c; end $$
--- cursor never opened @e
do $$ declare c cursor for select * from t; begin null; end $$
--- cursor for constant execute @e
do $$ declare c refcursor; begin open c for execute 'select * from t'; close c; end $$
--- loop over execute @e
do $$ declare n text := 't'; r record; begin for r in execute 'select * from ' || n loop null; end loop; end $$
--- function call assigned @e
do $$ declare n int; begin n := counted(); end $$
--- function that alters called in a condition @e
do $$ begin if adds() > 5 then null; end if; end $$
--- function returns a query @e
select * from listed()
--- function with an expression that is not reached @e
select looked(1)
