--- fires
CREATE TABLE t (a int, b int, UNIQUE (a, b));
--= an earlier migration
ALTER TABLE t DROP COLUMN b;
--! [DROP COLUMN b] DROP COLUMN b drops the unique constraint t_a_b_key too, without a word.

--- silent
CREATE TABLE t (a int, b int UNIQUE);
--= an earlier migration
ALTER TABLE t DROP COLUMN b;

--- {"postgres":14} indexes, predicates, generated columns
CREATE TABLE t (a int, b int, c int, d int GENERATED ALWAYS AS (b + 1) STORED, CONSTRAINT bc CHECK (b < c));
CREATE INDEX t_ab ON t (a, b);
CREATE INDEX t_a ON t (a) WHERE b > 0;
CREATE INDEX t_b ON t (b);
--= 
ALTER TABLE t DROP COLUMN b;
--! [DROP COLUMN b] DROP COLUMN b drops the check constraint bc, the index t_ab, the index t_a, the generated column d too, without a word.

--- a statistics object
CREATE TABLE t (a int, b int, c int);
CREATE STATISTICS s ON a, b FROM t;
--= an earlier migration
ALTER TABLE t DROP COLUMN b;
ALTER TABLE t DROP COLUMN c;
--! [DROP COLUMN b] DROP COLUMN b drops the statistics object s too, without a word.

--- made again here; two columns of one
CREATE TABLE t (a int, b int, c int, d int, CONSTRAINT cd CHECK (c < d));
CREATE UNIQUE INDEX t_ab ON t (a, b);
--= an earlier migration
ALTER TABLE t DROP COLUMN b, ADD COLUMN b uuid;
CREATE UNIQUE INDEX t_ab ON t (a, b);
ALTER TABLE t DROP COLUMN c, DROP COLUMN d;
--! [DROP COLUMN c] DROP COLUMN c drops the check constraint cd too, without a word.
