--- what a DO block says outright
do $$ begin
  create table t (a int);
  alter table t add column b text;
end $$;
--- guards that hold
do $$ begin
  if not exists (select from pg_type where typname = 'mood') then
    create type mood as enum ('a', 'b');
  end if;
  create table if not exists t (m mood);
exception when duplicate_object then null;
end $$;
do $$ begin
  create type mood as enum ('x');
exception when duplicate_object then null;
end $$;
do $$ begin
  if not exists (select 1 from information_schema.columns where table_name = 't' and column_name = 'n') then
    alter table t add column n int default 1;
  end if;
  if exists (select 1 from pg_class where relname = 't') then
    alter table t alter column n set not null;
  end if;
  if exists (select 1 from pg_class where relname = 'other') then
    drop table other;
  end if;
end $$;
--- a constant string
do $$ begin
  execute 'create table t (a int)';
end $$;
