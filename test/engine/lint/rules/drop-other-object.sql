--- fires (1)
DROP VIEW active_users;
--! [active_users] The view active_users is gone: programs that read it fail.

--- fires (2)
DROP FUNCTION total(int);
--! [total(int)] The function total is gone: programs and functions that call it fail.

--- fires (3)
DROP ROLE reporting;
--! [DROP ROLE reporting] The role is gone: programs that log in as it, or rely on its privileges, fail. It fails itself while the role owns anything.

--- silent (1)
DROP VIEW v;
CREATE VIEW v AS SELECT 1 AS a;

--- silent (2)
CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;
DROP FUNCTION f();

--- others
DROP MATERIALIZED VIEW IF EXISTS a, b;
DROP TYPE mood;
DROP SEQUENCE s;
DROP EXTENSION hstore;
DROP PUBLICATION p;
DROP SUBSCRIPTION s;
DROP STATISTICS st;
DROP FUNCTION f(int), g;
DROP SERVER remote;
--! [a] The materialized view a is gone: programs that read it fail.
--! [b] The materialized view b is gone: programs that read it fail.
--! [mood] The type mood is gone: programs that cast to it fail.
--! [s] The sequence s is gone: its position is lost, and programs that call nextval fail.
--! [hstore] The extension hstore is gone: its functions, types and operators go with it.
--! [p] The publication p is gone: its subscribers stop with an error.
--! [DROP SUBSCRIPTION s] The subscription s is gone: its tables get no more changes, and its replication slot is dropped.
--! [st#2] The statistics object st is gone: plans that rely on it may change.
--! [f(int)] The function f is gone: programs and functions that call it fail.
--! [g] The function g is gone: programs and functions that call it fail.
--! [remote] The server remote is gone: foreign tables on it can no longer be read.

--- the history dropped it before, or it is made anew
CREATE VIEW v AS SELECT 1 AS a;
DROP VIEW v;
--= 
DROP VIEW IF EXISTS v;
DROP FUNCTION f(int);
CREATE FUNCTION f(a bigint) RETURNS int LANGUAGE sql RETURN 1;
DROP TYPE mood;
CREATE TYPE mood AS ENUM ('ok');

--- a trigger's function
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
--= 
DROP FUNCTION touch();

--- an exchange of enums, the old one unknown
create type "Role_new" as enum ('user');
alter type "Role" rename to "Role_old";
alter type "Role_new" rename to "Role";
drop type "Role_old";
--! ["Role_old"#2] Programs fail that use a value which only the former Role had.

--- an exchange that loses a value
create type role as enum ('user', 'guest');
--=
create type role_new as enum ('user', 'admin');
alter type role rename to role_old;
alter type role_new rename to role;
drop type role_old;
--! [role_old#2] role no longer has 'guest': programs that use it fail.

--- an exchange that loses none is silent
create type role as enum ('user', 'guest');
--=
create type role_new as enum ('guest', 'user', 'admin');
alter type role rename to role_old;
alter type role_new rename to role;
drop type role_old;

--- an exchange that makes the new one under the old name
create type role as enum ('user', 'guest');
--=
alter type role rename to role_old;
create type role as enum ('user', 'guest', 'admin');
alter table members alter column role type role using role::text::role;
drop type role_old;

--- casts, operators, collations, event triggers and user mappings
DROP CAST (text AS email);
DROP OPERATOR app.=== (int, int);
DROP EVENT TRIGGER audit_ddl;
DROP TEXT SEARCH CONFIGURATION app.plain;
DROP USER MAPPING FOR app SERVER wh;
DROP COLLATION ci;
--! [(text AS email)] The cast (text AS email) is gone: expressions that rely on it fail.
--! [app.=== (int, int)] The operator app.=== is gone: queries that use it fail.
--! [audit_ddl] The event trigger audit_ddl is gone: what it kept watch over goes unseen.
--! [app.plain] The text search configuration app.plain is gone: queries that name it fail.
--! [DROP USER MAPPING FOR app SERVER wh] The user mapping to wh is gone: its role can no longer read foreign tables there.
--! [ci] The collation ci is gone: queries that name it fail.

--- those made by this file, or made anew
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
DROP COLLATION ci;
DROP CAST (text AS email);
CREATE CAST (text AS email) WITH INOUT;
DROP EVENT TRIGGER audit_ddl;
CREATE EVENT TRIGGER audit_ddl ON ddl_command_end EXECUTE FUNCTION audit();
