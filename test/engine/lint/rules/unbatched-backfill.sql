--- WHERE c IS NULL
update users set locale = 'en' where locale is null;
--! [users] This UPDATE may touch any number of rows of users in one transaction.

--- INSERT … SELECT
insert into archive select * from orders where created_at < '2020-01-01';
--! [archive] This INSERT may touch any number of rows of archive in one transaction.

--- MERGE
merge into users u using staging s on u.id = s.id when matched then update set a = s.a;
--! [users] This MERGE may touch any number of rows of users in one transaction.

--- batches
update users set locale = 'en' where id between 1 and 1000;
update users set locale = 'en' where id > 1000 and id <= 2000;
delete from users where id in (select id from users where old limit 1000);
delete from users where ctid = any (array(select ctid from users where old limit 1000));

--- by key
update users set admin = true where id = 1;
update settings set value = 'x' where name = 'a';
delete from users where id in (1, 2, 3);

--- a key the history knows
create table users (id bigint primary key, login text unique, state text);
--=
update users set state = 'x' where login = 'a';
update users set state = 'x' where state = 'y';
--! [users#2] This UPDATE may touch any number of rows of users in one transaction.

--- a new table
create table t (id int, a int);
insert into t values (1, 2);
update t set a = 1 where a is null;
insert into t select generate_series(1, 10);

--- joined to a limited query is a batch
with batch as (select id from users where name is null limit 1000 for update skip locked)
update users u set name = 'x' from batch where u.id = batch.id;
with batch as (select id from users where gone limit 1000)
delete from users u using batch where u.id = batch.id;
with batch as (select id from users where gone limit 1000)
delete from users where id in (select id from batch);
update users u set name = 'x' from (select id from users where name is null limit 1000) batch where u.id = batch.id;

--- joined to a query without a limit
with gone as (select id from users where left_at is not null)
update users u set name = 'x' from gone where u.id = gone.id;
--! [users#2] This UPDATE may touch any number of rows of users in one transaction.

--- joined by key to rows that are written here
update plans p set price = v.price from (values ('free', 0), ('pro', 10)) v (code, price) where p.code = v.code;
with v (code, price) as (values ('free', 0), ('pro', 10))
update plans p set price = v.price from v where p.code = v.code;
create temp table fixes (id bigint, email text);
insert into fixes values (1, 'a@example.com');
update users u set email = fixes.email from fixes where u.id = fixes.id;
delete from users u using fixes where u.id = fixes.id;

--- joined to them by something that many rows may share
update orders o set state = v.state from (values ('new', 'open')) v (old, state) where o.state = v.old;
--! [orders] This UPDATE may touch any number of rows of orders in one transaction.

--- MERGE that writes what its source does not have
merge into stock s using (values (1), (2)) v (id) on s.id = v.id when not matched by source then delete;
--! [stock] This MERGE may touch any number of rows of stock in one transaction.

--- one value of an unknown table: of what is called a key, of anything else
update shop.settings set v = 'on' where k = 'x';
update settings set value = 'on' where setting_key = 'x';
update orders set state = 'done' where state = 'old';
update orders set gone = true where country_code = 'XX';
--! [orders] This UPDATE may touch any number of rows of orders in one transaction.
--! [orders#2] This UPDATE may touch any number of rows of orders in one transaction.

--- from a temporary table with what its query writes out
create temp table fixes on commit drop as select 1 as id, 'a' as name union all values (2, 'b');
update people set name = f.name from fixes f where f.id = people.id;

--- from one that holds the rows of another table
create temp table fixes as select id from people where gone union select id from friends;
update people set name = null from fixes f where f.id = people.id;
--! [people#2] This UPDATE may touch any number of rows of people in one transaction.

--- into a temporary table, into a new one
create temp table old_orders (id bigint);
insert into old_orders select id from orders where created_at < '2020-01-01';
create table archive (id bigint);
insert into archive select id from orders where created_at < '2020-01-01';
--! info [archive#2] This INSERT may touch any number of rows of archive in one transaction.
