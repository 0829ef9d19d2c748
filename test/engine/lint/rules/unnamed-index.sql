--- fires
CREATE INDEX ON t (a);
--! [CREATE INDEX] The index on t has no name.

--- silent
CREATE INDEX t_a ON t (a);
