-- expects: concurrently-on-partitioned-table
-- lockstep: no-transaction
SET lock_timeout = '2s';
CREATE TABLE app.ev_2031 PARTITION OF app.ev FOR VALUES IN (2031);
SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY ev_kind ON app.ev (kind);
