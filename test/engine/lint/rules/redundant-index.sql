--- fires
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (a, b);
--= an earlier migration
CREATE INDEX j ON t (a);
--! [t] i serves every query that j does.

--- silent
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (a, b);
--= an earlier migration
CREATE INDEX j ON t (b);

--- unique, partial, the other way round
CREATE TABLE t (a int, b int, c int UNIQUE);
CREATE INDEX i ON t (a);
--= 
CREATE INDEX j ON t (a, b);
CREATE INDEX k ON t (c);
CREATE UNIQUE INDEX l ON t (a);
CREATE INDEX m ON t (b) WHERE a > 0;
--! [t] j serves every query that i does.
--! [t#2] t_c_key has the same columns: one of the two only costs.
--! [t#3] i has the same columns: one of the two only costs.
