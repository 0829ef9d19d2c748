--- fires
CREATE TABLE t (a int UNIQUE);
--! [UNIQUE] UNIQUE accepts any number of rows whose a is NULL.

--- silent
CREATE TABLE t (a int NOT NULL UNIQUE);
