-- expects: attach-partition-scan
-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE m (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE m_2024 (id bigint, at date NOT NULL);
INSERT INTO m_2024 VALUES (1, '2024-02-02');
ALTER TABLE m ATTACH PARTITION m_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
