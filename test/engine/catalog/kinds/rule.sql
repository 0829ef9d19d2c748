--- on views and tables
create table t (a int, b text);
create view v as select a from t;
create rule ins as on insert to v do instead insert into t (a) values (new.a);
create or replace rule upd as on update to t where new.a > 1 do also nothing;
create rule del as on delete to t do instead nothing;
alter rule del on t rename to gone;
alter table t disable rule gone;
drop rule upd on t;
drop rule if exists upd on t;
