-- expects: concurrently-on-partitioned-table
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE events (id bigint, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX CONCURRENTLY events_at_idx ON events (at);
