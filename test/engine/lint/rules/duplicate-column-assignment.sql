--- twice
update t set a = 1, b = 2, a = 3 where id = 1;
insert into t (a, a) values (1, 2);
create table u (a int, b int, a text);
alter table t add column c int, add column c text;
create view v as select a, b as a from t;
insert into t (a) values (1) on conflict (a) do update set b = 1, b = 2;
--! [a#3] a is assigned twice: PostgreSQL refuses the statement.
--! [a#5] a is named twice: PostgreSQL refuses the statement.
--! [a#10] a is defined twice: PostgreSQL refuses the statement.
--! [c#5] c is added twice: PostgreSQL refuses the statement.
--! [b#5] a is named twice: PostgreSQL refuses the statement.
--! [b#7] b is assigned twice: PostgreSQL refuses the statement.

--- once, and parts of one
update t set a[1] = 1, a[2] = 2 where id = 1;
update t set (a, b) = (1, 2) where id = 1;
create view v as select a, b, a as c, t.* from t;
create view w (x, y) as select a, a from t;
