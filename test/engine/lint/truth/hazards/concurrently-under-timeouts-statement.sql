-- expects: concurrently-under-timeouts
-- lockstep: no-transaction
SET statement_timeout = '30s';
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY big_idx ON app.big (a);
