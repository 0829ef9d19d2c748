-- Contract: nothing reads the shadow any more and the column was never deployed.
BEGIN;
SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';
CREATE SCHEMA IF NOT EXISTS jobs;
CREATE TYPE jobs.state AS ENUM ('queued', 'running', 'done', 'failed');
CREATE TABLE jobs.queue (
  id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  state jobs.state NOT NULL DEFAULT 'queued',
  run_at timestamptz NOT NULL DEFAULT now(),
  payload jsonb NOT NULL DEFAULT '{}'::jsonb,
  attempts int NOT NULL DEFAULT 0,
  CONSTRAINT queue_pkey PRIMARY KEY (id),
  CONSTRAINT queue_attempts CHECK (attempts BETWEEN 0 AND 25)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX queue_ready ON jobs.queue (run_at) WHERE state = 'queued';
CREATE FUNCTION jobs.take(n int) RETURNS SETOF jobs.queue LANGUAGE sql AS $$
  UPDATE jobs.queue q SET state = 'running', attempts = attempts + 1
  WHERE q.id IN (SELECT id FROM jobs.queue WHERE state = 'queued' AND run_at <= now() ORDER BY run_at LIMIT n FOR UPDATE SKIP LOCKED)
  RETURNING q.*;
$$;
REVOKE ALL ON FUNCTION jobs.take(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.take(int) TO worker;
GRANT USAGE ON SCHEMA jobs TO worker;
COMMIT;
