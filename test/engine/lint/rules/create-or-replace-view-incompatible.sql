--- fires (1)
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a, b FROM t;
--= an earlier migration
CREATE OR REPLACE VIEW v AS SELECT b, a FROM t;
--! [v] CREATE OR REPLACE VIEW v fails: its column 1 is called a and not b.

--- fires (2)
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a, b FROM t;
--= an earlier migration
CREATE OR REPLACE VIEW v AS SELECT a FROM t;
--! [v] CREATE OR REPLACE VIEW v fails: it drops the column b.

--- silent
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
--= an earlier migration
CREATE OR REPLACE VIEW v AS SELECT a, b FROM t;

--- another type
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
--= 
CREATE OR REPLACE VIEW v AS SELECT a::text AS a FROM t;
--! [v] CREATE OR REPLACE VIEW v fails: its column a has the type integer and not text.

--- another type, by what functions and constants are
CREATE VIEW v AS SELECT 1 AS n, 'a' AS t, true AS b;
CREATE VIEW w AS SELECT now() AS at, lower('A') AS l;
--= 
CREATE OR REPLACE VIEW v AS SELECT count(*) AS n, 'b' AS t, false AS b FROM t;
CREATE OR REPLACE VIEW w AS SELECT now() AS at, lower('B') AS l;
--! [v] CREATE OR REPLACE VIEW v fails: its column n has the type integer and not bigint.
