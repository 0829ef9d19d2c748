--- no columns, a pattern, an order
insert into t values (1);
delete from t where name like '%x';
insert into u (a) select * from t order by random();
--! [t#3] This INSERT relies on the order of t's columns.
--! [like] A pattern that begins with % reads every row.
--! [*] * stands for other columns once the table changes.
--! [random] ORDER BY random() reads and sorts every row.

--- neither
insert into t (a) values (1);
delete from t where name like 'x%';
