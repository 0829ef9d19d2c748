--- fires
REFRESH MATERIALIZED VIEW sales;
--! [sales] REFRESH locks sales in ACCESS EXCLUSIVE: its readers wait until the query is done.
--> REFRESH MATERIALIZED VIEW CONCURRENTLY sales;

--- silent (1)
REFRESH MATERIALIZED VIEW CONCURRENTLY sales;

--- silent (2)
CREATE MATERIALIZED VIEW v AS SELECT 1 AS a WITH NO DATA;
REFRESH MATERIALIZED VIEW v;

--- in a DO block
DO $$
BEGIN
  REFRESH MATERIALIZED VIEW app.sales;
END
$$;
--! [app.sales] REFRESH locks app.sales in ACCESS EXCLUSIVE: its readers wait until the query is done.
--> DO $$
--> BEGIN
-->   REFRESH MATERIALIZED VIEW CONCURRENTLY app.sales;
--> END
--> $$;

--- emptied
REFRESH MATERIALIZED VIEW sales WITH NO DATA;
