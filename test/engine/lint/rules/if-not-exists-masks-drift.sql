--- fires (1)
CREATE TABLE t (a int);
--= an earlier migration
CREATE TABLE IF NOT EXISTS t (a int, b text);
--! [IF NOT EXISTS] t exists with another definition (b), and stays as it is.

--- fires (2)
CREATE TABLE t (a int);
--= an earlier migration
ALTER TABLE t ADD COLUMN IF NOT EXISTS a text;
--! [IF NOT EXISTS] t.a exists as integer, and stays so.

--- fires (3)
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
--= an earlier migration
CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a);
--! [IF NOT EXISTS] The index i exists with another definition, and stays as it is.

--- silent
CREATE TABLE t (a int);
--= an earlier migration
CREATE TABLE IF NOT EXISTS t (a int);
