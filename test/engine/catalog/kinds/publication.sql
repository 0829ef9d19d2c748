--- tables
create table t (a int primary key);
create table u (a int primary key);
create publication p for table t, u with (publish = 'insert, update');
create publication q for all tables;
create publication r with (publish_via_partition_root = true);
alter publication r add table t;
alter publication p drop table u;
alter publication p set (publish = 'delete');
alter publication q rename to qq;
drop table t cascade;
drop publication qq;
--- {"postgres": 15} columns, rows and schemas
create schema s;
create table s.x (a int);
create table t (a int primary key, b int, c int);
create publication p for table t (a, b) where (a > 5);
create publication o for tables in schema s, table t where (b > 1);
alter table t rename column a to id;
alter schema s rename to s2;
create publication q for table t;
alter publication q set table t (c, id);
