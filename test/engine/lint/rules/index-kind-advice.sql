--- fires (1)
CREATE TABLE t (j jsonb);
CREATE INDEX i ON t (j);
--! [t#2] A btree index on j (jsonb) serves equality of the whole value only.

--- fires (2)
CREATE INDEX i ON t USING hnsw (v vector_l2_ops);
--! [t] The hnsw index is built with default parameters.

--- silent
CREATE TABLE t (j jsonb);
CREATE INDEX i ON t USING gin (j);
