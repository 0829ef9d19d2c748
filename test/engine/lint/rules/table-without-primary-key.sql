--- none
create table app.events (payload jsonb);
--! [app.events] app.events has no primary key: once published, logical replication refuses UPDATE and DELETE on it.

--- one, at once or later
create table a (id bigint primary key);
create table b (id bigint, constraint b_pk primary key (id));
create table c (id bigint);
alter table c add primary key (id);

--- left out
create temporary table a (x int);
create unlogged table b (x int);
create table c (like d including all);
create table e partition of f for values in (1);
create table g () inherits (h);

--- dropped again
create table a (x int);
drop table a;

--- rights build on nothing
create table a (x int);
grant select on a to app;
--! [a#3] a has no primary key: once published, logical replication refuses UPDATE and DELETE on it.
