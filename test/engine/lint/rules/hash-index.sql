--- fires
CREATE INDEX i ON t USING hash (a);
--! [USING hash] The hash index on t serves equality only.
--> CREATE INDEX i ON t USING btree (a);

--- silent
CREATE INDEX i ON t USING btree (a);
