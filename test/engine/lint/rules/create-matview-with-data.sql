--- fires
CREATE MATERIALIZED VIEW sales AS SELECT sum(amount) FROM orders;
--! [CREATE MATERIALIZED VIEW] sales is filled while the migration's transaction stays open.
--> CREATE MATERIALIZED VIEW sales AS SELECT sum(amount) FROM orders WITH NO DATA;

--- silent (1)
CREATE MATERIALIZED VIEW sales AS SELECT sum(amount) FROM orders WITH NO DATA;

--- silent (2)
CREATE TABLE one AS SELECT 1 AS n;
