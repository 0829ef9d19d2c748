-- expects: attach-scans-default-partition
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
INSERT INTO events SELECT generate_series(date '2024-01-01', date '2024-12-31', interval '1 minute');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
