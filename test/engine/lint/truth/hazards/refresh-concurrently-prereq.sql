-- expects: refresh-concurrently-prereq
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE sales (id bigint PRIMARY KEY, day date, amount numeric);
CREATE MATERIALIZED VIEW sales_by_day AS SELECT day, sum(amount) AS amount FROM sales GROUP BY day;
REFRESH MATERIALIZED VIEW CONCURRENTLY sales_by_day;
