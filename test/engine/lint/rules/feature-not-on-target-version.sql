--- {"postgres": 14} what came with 15
merge into t using s on t.id = s.id when matched then delete;
create unique index i on t (a) nulls not distinct;
create table u (a int, unique nulls not distinct (a));
create view v with (security_invoker = true) as select 1 as a;
alter table t set access method heap;
select regexp_count('a', 'a');
create publication p for table t (a);
--! [merge] PostgreSQL 14 does not have MERGE: the statement fails. It came with 15.
--! [nulls not distinct] PostgreSQL 14 does not have NULLS NOT DISTINCT: the statement fails. It came with 15.
--! [nulls not distinct#2] PostgreSQL 14 does not have NULLS NOT DISTINCT: the statement fails. It came with 15.
--! [security_invoker] PostgreSQL 14 does not have security_invoker: the statement fails. It came with 15.
--! [set access method] PostgreSQL 14 does not have SET ACCESS METHOD: the statement fails. It came with 15.
--! [regexp_count] PostgreSQL 14 does not have regexp_count(): the statement fails. It came with 15.
--! [publication] PostgreSQL 14 does not have a publication of a schema, of chosen columns or rows: the statement fails. It came with 15.

--- {"postgres": 15} what came with 16
select any_value(a) from t;
select json_object('a': 1), '1' is json;
select * from (select 1);
--! [any_value] PostgreSQL 15 does not have any_value(): the statement fails. It came with 16.
--! [json_object] PostgreSQL 15 does not have the constructor JSON_OBJECT: the statement fails. It came with 16.
--! [is] PostgreSQL 15 does not have IS JSON: the statement fails. It came with 16.
--! [select#3] PostgreSQL 15 does not have a subquery in FROM without an alias: the statement fails. It came with 16.

--- {"postgres": 16} what came with 17
alter table t alter column a set expression as (b * 2);
set transaction_timeout = '1min';
select * from json_table('[]', '$' columns (a int path '$')) j;
merge into t using s on t.id = s.id when not matched by source then delete returning t.id;
alter domain d add not null;
--! [set expression] PostgreSQL 16 does not have SET EXPRESSION: the statement fails. It came with 17.
--! [transaction_timeout] PostgreSQL 16 does not have the setting transaction_timeout: the statement fails. It came with 17.
--! [json_table] PostgreSQL 16 does not have JSON_TABLE: the statement fails. It came with 17.
--! [not matched by source] PostgreSQL 16 does not have WHEN NOT MATCHED BY SOURCE: the statement fails. It came with 17.
--! [returning] PostgreSQL 16 does not have RETURNING of MERGE: the statement fails. It came with 17.
--! [not null] PostgreSQL 16 does not have ADD NOT NULL of a domain: the statement fails. It came with 17.

--- {"postgres": 17} what came with 18
create table t (a int, b int generated always as (a * 2) virtual, c int generated always as (a) stored, check (a > 0) not enforced);
create table u (id uuid default uuidv7(), d int check (d > 0) not enforced);
alter table t add constraint n not null a not valid;
alter table t alter constraint c not enforced;
--! [generated] PostgreSQL 17 does not have a virtual generated column (GENERATED ALWAYS AS without STORED): the statement fails. It came with 18.
--! [not enforced] PostgreSQL 17 does not have NOT ENFORCED: the statement fails. It came with 18.
--! [uuidv7] PostgreSQL 17 does not have uuidv7(): the statement fails. It came with 18.
--! [not enforced#2] PostgreSQL 17 does not have NOT ENFORCED: the statement fails. It came with 18.
--! [not null] PostgreSQL 17 does not have NOT NULL as a table constraint: the statement fails. It came with 18.
--! [constraint#2] PostgreSQL 17 does not have ALTER CONSTRAINT … ENFORCED or INHERIT: the statement fails. It came with 18.

--- {"postgres": 18} 18 has it all
create table t (a int, b int generated always as (a * 2) virtual, id uuid default uuidv7(), check (a > 0) not enforced);

--- {"postgres": 17} the project's own function
create function uuidv7() returns uuid language sql as 'select gen_random_uuid()';
--=
create table t (id uuid default uuidv7());

--- {"postgres": 15} what 15 has
merge into t using s on t.id = s.id when matched then delete;
create unique index i on t (a) nulls not distinct;
create view v with (security_invoker = true) as select 1 as a;
create table t (a int, check (a > 0), foreign key (a) references u not valid);

--- {"postgres": 17} OLD and NEW in RETURNING
update t set a = 1 where id = 1 returning old.a, new.a;
update t as old set a = 1 where old.id = 1 returning old.a;
create rule r as on update to v do instead update t set a = new.a returning new.a;
--! [returning] PostgreSQL 17 does not have OLD and NEW in RETURNING: the statement fails. It came with 18.

--- {"postgres": 16} random() of a range
select random(1, 10), random();
--! [random] PostgreSQL 16 does not have random() of a range: the statement fails. It came with 17.

--- {"postgres": 16} a random() of the project's own
create function random(a int, b int) returns int language sql return a;
select random(1, 10);

--- {"postgres": 15} options of COPY and VACUUM
copy t from stdin with (default '\D');
\.
vacuum (buffer_usage_limit '1MB') t;
--! [copy] PostgreSQL 15 does not have DEFAULT of COPY: the statement fails. It came with 16.
--! [buffer_usage_limit] PostgreSQL 15 does not have BUFFER_USAGE_LIMIT: the statement fails. It came with 16.
