--- a view, a policy, a trigger and a generated column
create table users (name varchar(50), team int, b varchar(3), c int, d int generated always as (c + 1) stored);
create view names as select name from users;
create policy own on users using (team = 1);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger t before update of b on users for each row execute function f();
--=
ALTER TABLE users ALTER COLUMN name TYPE text;
alter table users alter team type bigint;
alter table users alter b type text;
alter table users alter c type bigint;
--! [TYPE] PostgreSQL refuses to change the type of users.name: view names uses it.
--! [type] PostgreSQL refuses to change the type of users.team: policy own uses it.
--! [type#2] PostgreSQL refuses to change the type of users.b: trigger t uses it.
--! [type#3] PostgreSQL refuses to change the type of users.c: the generated column d is computed from it.

--- no cast
create type mood as enum ('good');
create table users (age text, on_at text, active int, m text, n mood, id bigint, u text);
--=
alter table users alter age type int;
alter table users alter on_at type timestamptz;
alter table users alter active type boolean;
alter table users alter m type mood;
alter table users alter n type int;
alter table users alter u type uuid;
--! [type] PostgreSQL refuses to change the type of users.age: text does not become integer by itself.
--! [type#2] PostgreSQL refuses to change the type of users.on_at: text does not become timestamp with time zone by itself.
--! [type#3] PostgreSQL refuses to change the type of users.active: integer does not become boolean by itself.
--! [type#4] PostgreSQL refuses to change the type of users.m: text does not become public.mood by itself.
--! [type#5] PostgreSQL refuses to change the type of users.n: public.mood does not become integer by itself.
--! [type#6] PostgreSQL refuses to change the type of users.u: text does not become uuid by itself.

--- a default that cannot be cast
create table users (age text default '0');
--=
alter table users alter age type int using age::int;
--! [type] PostgreSQL refuses to change the type of users.age: its default '0' does not become integer by itself.

--- the default goes first
create table users (age text default '0');
--=
alter table users alter age drop default, alter age type int using age::int, alter age set default 0;

--- casts that there are
create type mood as enum ('good');
create table users (a int, b date, c json, d mood, e varchar(3), f numeric, g timestamptz);
--=
alter table users alter a type bigint, alter b type timestamptz, alter c type jsonb, alter d type text, alter e type text, alter f type int, alter g type date;

--- another column, and a view that was dropped
create table users (name varchar(50), nick varchar(50));
create view names as select name from users;
--=
alter table users alter nick type text;
drop view names;
alter table users alter name type text;

--- inside a DO block
create table users (name varchar(50));
create materialized view names as select name from users;
--=
do $$ begin alter table users alter name type text; end $$;
--! [type] PostgreSQL refuses to change the type of users.name: materialized view names uses it.

--- a view of this file over a table the history does not create
create view active_users as select id, email from users where active;
alter table users alter column email type varchar(320);
--! [type] PostgreSQL refuses to change the type of users.email: view active_users uses it.

--- and dropped again is silent
create view active_users as select id, email from users where active;
drop view active_users;
alter table users alter column email type varchar(320);

--- a policy on such a table
create policy own on app.docs using (owner = current_user);
alter table app.docs alter owner type text;
--! [type] PostgreSQL refuses to change the type of app.docs.owner: policy own uses it.

--- a view that reads two tables may mean the other's column
create view totals as select id, total from app.users join app.orders using (user_id);
alter table app.users alter total type bigint;

--- a rule that names it
create table rr (id bigint primary key, v int, w int);
create rule rr_log as on update to rr where new.v > 10 do also insert into log values (old.id);
alter table rr alter column v type bigint;
alter table rr alter column w type bigint;
--! [type] PostgreSQL refuses to change the type of rr.v: rule rr_log uses it.

--- the partition key, as a column and in an expression
create table m (id bigint not null, d date not null, e int) partition by range (d, (e + 1));
alter table m alter column d type timestamptz;
alter table m alter column e type bigint;
alter table m alter column id type int;
--! [type] PostgreSQL refuses to change the type of m.d: it is in the partition key.
--! [type#2] PostgreSQL refuses to change the type of m.e: it is in the partition key.
