--- fires
CREATE MATERIALIZED VIEW sales AS SELECT sum(amount) FROM orders;
--! [CREATE MATERIALIZED VIEW] sales is filled while the migration's transaction stays open.
--> CREATE MATERIALIZED VIEW sales AS SELECT sum(amount) FROM orders WITH NO DATA;

--- silent (1)
CREATE MATERIALIZED VIEW sales AS SELECT sum(amount) FROM orders WITH NO DATA;

--- silent (2)
CREATE TABLE one AS SELECT 1 AS n;

--- SELECT INTO makes a table too; in PL/pgSQL it fills a variable
SELECT * INTO orders_copy FROM orders;
SELECT 1 AS n INTO one;
DO $$
DECLARE n bigint;
BEGIN
  SELECT id INTO n FROM orders WHERE id = 1;
END
$$;
--! [orders_copy] orders_copy is filled while the migration's transaction stays open.
