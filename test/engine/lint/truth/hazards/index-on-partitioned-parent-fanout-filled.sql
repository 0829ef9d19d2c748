-- expects: blocking-index-build
-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE m (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE m_2024 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO m VALUES (1, '2024-05-05');
CREATE INDEX m_at ON m (at);
