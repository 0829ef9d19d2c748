-- expects: blocking-index-build
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE IF NOT EXISTS measurements (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX orders_at_idx ON orders_partitioned (at);
