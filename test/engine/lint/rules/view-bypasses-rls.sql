--- fires
CREATE TABLE t (a int);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--= an earlier migration
CREATE VIEW v AS SELECT a FROM t;
--! [v] v reads t as its owner: the policies there do not apply.
--> CREATE VIEW v WITH (security_invoker = true) AS SELECT a FROM t;

--- silent
CREATE TABLE t (a int);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--= an earlier migration
CREATE VIEW v WITH (security_invoker = true) AS SELECT a FROM t;
