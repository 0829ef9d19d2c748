--- fires
CREATE TABLE t (c text);
CREATE INDEX ON t (c);
--! [c#2] A value of c longer than about 2,700 bytes makes this index, or a later INSERT, fail.

--- silent (1)
CREATE TABLE t (c varchar(100));
CREATE INDEX ON t (c);

--- silent (2)
CREATE TABLE t (c text CHECK (length(c) < 100));
CREATE INDEX ON t (c);
