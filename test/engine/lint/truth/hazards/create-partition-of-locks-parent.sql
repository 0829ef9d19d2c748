-- expects: create-partition-of-locks-parent
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
