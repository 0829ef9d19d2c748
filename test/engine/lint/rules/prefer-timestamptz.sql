--- no zone
create table t (a timestamp, b timestamp without time zone, c timestamp(3));
alter table t add column d timestamp not null;
--! [timestamp] a does not say which moment it means.
--> create table t (a timestamptz, b timestamp without time zone, c timestamp(3));
--> alter table t add column d timestamp not null;
--! [timestamp without time zone] b does not say which moment it means.
--> create table t (a timestamp, b timestamptz, c timestamp(3));
--> alter table t add column d timestamp not null;
--! [timestamp(3)] c does not say which moment it means.
--! [timestamp#4] d does not say which moment it means.
--> create table t (a timestamp, b timestamp without time zone, c timestamp(3));
--> alter table t add column d timestamptz not null;

--- a zone
create table t (a timestamptz, b timestamp with time zone);
