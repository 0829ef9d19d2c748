--- fires (1)
CREATE INDEX i ON t (a, b, c, d);
--! [t] The index has 4 key columns.

--- fires (2)
CREATE INDEX i ON t (a, a);
--! [t] The index names a twice.

--- silent (1)
CREATE INDEX i ON t (a, b, c);

--- silent (2)
CREATE UNIQUE INDEX i ON t (a, b, c, d);
