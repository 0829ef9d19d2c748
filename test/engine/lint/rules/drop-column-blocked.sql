--- fires
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT b FROM t;
--= an earlier migration
ALTER TABLE t DROP COLUMN b;
--! [DROP COLUMN b] DROP COLUMN fails: the view v needs t.b.

--- silent (1)
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
--= an earlier migration
ALTER TABLE t DROP COLUMN b;

--- silent (2)
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT b FROM t;
--= an earlier migration
DROP VIEW v;
ALTER TABLE t DROP COLUMN b;

--- policies, triggers, keys, generated columns, the partition key
CREATE TABLE t (a int PRIMARY KEY, b int, c int, d int GENERATED ALWAYS AS (c + 1) STORED);
CREATE POLICY p ON t USING (b > 0);
CREATE TRIGGER g AFTER UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TABLE r (a int REFERENCES t);
CREATE TABLE e (k int, l int) PARTITION BY LIST (k);
--= 
ALTER TABLE t DROP COLUMN b;
ALTER TABLE t DROP COLUMN a;
ALTER TABLE t DROP COLUMN a CASCADE;
ALTER TABLE t DROP COLUMN c;
ALTER TABLE e DROP COLUMN k;
ALTER TABLE e DROP COLUMN l;
--! [DROP COLUMN b] DROP COLUMN fails: the policy p, the trigger g need t.b.
--! [DROP COLUMN a] DROP COLUMN fails: the foreign key r_a_fkey needs t.a.
--! [DROP COLUMN c] DROP COLUMN fails: the generated column d needs t.c.
--! [DROP COLUMN k] DROP COLUMN fails: k is in the partition key of e.

--- {"postgres":14} a generated column goes along on 14
CREATE TABLE t (c int, d int GENERATED ALWAYS AS (c + 1) STORED);
--= 
ALTER TABLE t DROP COLUMN c;

--- the WHEN of a trigger
CREATE TABLE t (a int, b int);
CREATE TRIGGER g AFTER UPDATE ON t FOR EACH ROW WHEN (new.b > old.b) EXECUTE FUNCTION f();
--= 
ALTER TABLE t DROP COLUMN b;
--! [DROP COLUMN b] DROP COLUMN fails: the trigger g needs t.b.

--- a publication that lists it, or chooses rows by it
create table people (id bigint primary key, email text, country text, note text);
create publication crm for table people (id, email) where (country = 'de');
--=
alter table people drop column email;
alter table people drop column country;
alter table people drop column note;
--! [drop column email] DROP COLUMN fails: the publication crm needs people.email.
--! [drop column country] DROP COLUMN fails: the publication crm needs people.country.

--- the same of a table that the history does not create
create publication crm for table people (id, email);
alter table people drop column email;
alter table people drop column note;
--! [drop column email] DROP COLUMN fails: the publication crm needs people.email.

--- {"postgres":14} before 15 no publication lists columns
create publication crm for table people;
alter table people drop column email;

--- a function with a body that is parsed
CREATE TABLE t (a int, b int);
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t WHERE b > 0; END;
CREATE FUNCTION g() RETURNS bigint LANGUAGE sql AS 'SELECT count(a) FROM t';
--= an earlier migration
ALTER TABLE t DROP COLUMN b;
ALTER TABLE t DROP COLUMN a;
--! [DROP COLUMN b] DROP COLUMN fails: the function f needs t.b.

--- expressions and the condition of an exclusion constraint
CREATE TABLE rooms (room int, during tstzrange, open boolean, CONSTRAINT free EXCLUDE USING gist (int4range(room, room, '[]') WITH &&, during WITH &&) WHERE (open));
--= an earlier migration
ALTER TABLE rooms DROP COLUMN room;
ALTER TABLE rooms DROP COLUMN open;
ALTER TABLE rooms DROP COLUMN during;
--! [DROP COLUMN room] DROP COLUMN fails: the constraint free needs rooms.room.

--- a policy of another table, an inherited column
CREATE TABLE org (id bigint, active boolean, note text);
CREATE TABLE doc (id bigint, org_id bigint);
CREATE POLICY p ON doc USING (EXISTS (SELECT 1 FROM org o WHERE o.id = doc.org_id AND o.active));
CREATE TABLE base (a int, b int);
CREATE TABLE child (c int) INHERITS (base);
--= an earlier migration
ALTER TABLE org DROP COLUMN active;
ALTER TABLE org DROP COLUMN note;
ALTER TABLE child DROP COLUMN b;
ALTER TABLE child DROP COLUMN c;
--! [DROP COLUMN active] DROP COLUMN fails: the policy p of doc needs org.active.
--! [DROP COLUMN b] DROP COLUMN fails: child inherits b.

--- a view of this file over a table the history does not create
create view active_users as select id, email from users where active;
alter table users drop column email;
--! [drop column email] DROP COLUMN fails: the view active_users needs users.email.

--- a rule that names it
create table rr (id bigint primary key, v int, w int);
--=
create rule rr_log as on update to rr where new.v > 10 do also insert into log values (old.id);
alter table rr drop column v;
alter table rr drop column w;
--! [drop column v] DROP COLUMN fails: the rule rr_log needs rr.v.
