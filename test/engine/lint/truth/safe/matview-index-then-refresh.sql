-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE MATERIALIZED VIEW daily AS SELECT 1 AS day;
CREATE UNIQUE INDEX daily_day ON daily (day);
REFRESH MATERIALIZED VIEW CONCURRENTLY daily;
