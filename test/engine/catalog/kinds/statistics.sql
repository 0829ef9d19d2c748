--- made, altered, dropped
create schema s;
create table t (a int, b int, c text);
create statistics x on a, b from t;
create statistics s.y (ndistinct, dependencies) on b, a, c from t;
create statistics z on (a + b), (lower(c)) from t;
create statistics if not exists x on a, c from t;
alter statistics x set statistics 50;
alter statistics z rename to zz;
alter statistics zz set schema s;
alter table t rename column b to bb;
drop statistics x;
--- {"postgres": 16} without a name
create table t (a int, b int, c text);
create statistics on a, b from t;
create statistics on a, b from t;
create statistics on (lower(c)), a from t;
alter table t drop column b;
