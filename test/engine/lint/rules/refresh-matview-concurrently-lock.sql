--- fires
REFRESH MATERIALIZED VIEW CONCURRENTLY sales;
--! [CONCURRENTLY] sales is locked in EXCLUSIVE: reads go on, other refreshes wait.

--- silent
REFRESH MATERIALIZED VIEW sales;
