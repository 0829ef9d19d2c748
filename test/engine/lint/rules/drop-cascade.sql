--- fires (1)
DROP TABLE users CASCADE;
--! [CASCADE] CASCADE drops whatever depends on users, unseen.
--> DROP TABLE users;

--- fires (2)
ALTER TABLE users DROP COLUMN email CASCADE;
--! [CASCADE] CASCADE drops whatever depends on users.email, unseen.
--> ALTER TABLE users DROP COLUMN email;

--- fires (3)
DROP OWNED BY app;
--! [DROP OWNED BY] DROP OWNED drops every object of the role in this database, whatever it is.

--- silent (1)
CREATE TABLE t (a int);
DROP TABLE t CASCADE;

--- silent (2)
DROP VIEW v;

--- what the history knows of it
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
--= 
drop table t cascade;
DROP EXTENSION hstore CASCADE;
ALTER TABLE t DROP CONSTRAINT c CASCADE;
--! [cascade] CASCADE drops whatever depends on t: view v, and what the history does not know.
--> drop table t;
--> DROP EXTENSION hstore CASCADE;
--> ALTER TABLE t DROP CONSTRAINT c CASCADE;
--! [CASCADE] CASCADE drops whatever depends on hstore, unseen.
--> drop table t cascade;
--> DROP EXTENSION hstore;
--> ALTER TABLE t DROP CONSTRAINT c CASCADE;
--! [CASCADE#2] CASCADE drops whatever depends on t.c, unseen.
--> drop table t cascade;
--> DROP EXTENSION hstore CASCADE;
--> ALTER TABLE t DROP CONSTRAINT c;

--- in a DO block
DO $$
BEGIN
  DROP TYPE mood CASCADE;
END
$$;
--! [CASCADE] CASCADE drops whatever depends on mood, unseen.
--> DO $$
--> BEGIN
-->   DROP TYPE mood;
--> END
--> $$;
