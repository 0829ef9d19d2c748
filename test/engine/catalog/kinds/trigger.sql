--- every clause
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (a int, b text, "C" int);
create view v as select a from t;
create trigger a before insert on t for each row execute function f();
create trigger b after insert or update of a, "C" on t for each row when (new.a > 1) execute procedure f('x', 'it''s', '7');
create trigger c after truncate on t execute function f();
create trigger d instead of update on v for each row execute function f();
create constraint trigger e after update on t deferrable initially deferred for each row when (old.a is distinct from new.a) execute function f();
create trigger g after update on t referencing old table as o new table as n for each statement execute function f();
create or replace trigger a after insert on t for each statement execute function f();
--- enabled, renamed, dropped
create schema s;
create function s.f() returns trigger language plpgsql as $$ begin return new; end $$;
create table s.t (a int, b int);
create trigger a before insert on s.t for each row execute function s.f();
create trigger b before update of b on s.t for each row execute function s.f();
create trigger c before update on s.t for each row execute function s.f();
create trigger d before update on s.t for each row execute function s.f();
alter table s.t disable trigger all;
alter table s.t enable trigger a, enable always trigger b, enable replica trigger c;
alter trigger a on s.t rename to aa;
drop trigger if exists zzz on s.t;
drop trigger d on s.t;
alter table s.t rename to u;
alter table s.u rename column b to bb;
--- on a partitioned table
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (a int) partition by range (a);
create trigger x after insert on t for each row execute function f();
create table t1 partition of t for values from (0) to (10);
create trigger y after insert on t1 for each row execute function f();
--- dropped with a column
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (a int, b int);
create trigger x before update of b on t for each row execute function f();
alter table t drop column b cascade;
