-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE events_2024 ADD CONSTRAINT events_2024_bound CHECK (at IS NOT NULL AND at >= '2024-01-01' AND at < '2025-01-01') NOT VALID;
ALTER TABLE events_2024 VALIDATE CONSTRAINT events_2024_bound;
ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
