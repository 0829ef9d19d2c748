-- lockstep: no-transaction
SET lock_timeout = '2s';
CREATE INDEX samples_value_idx ON ONLY metrics.samples (value);
SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY samples_2026_value_idx ON metrics.samples_2026 (value);
SET lock_timeout = '2s';
ALTER INDEX metrics.samples_value_idx ATTACH PARTITION metrics.samples_2026_value_idx;
