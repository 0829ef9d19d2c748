-- expects: detach-concurrently-with-default-partition
-- postgres: 15
-- lockstep: no-transaction
SET lock_timeout = 0;
SET statement_timeout = 0;
ALTER TABLE app.ev ATTACH PARTITION app.ev_rest DEFAULT;
ALTER TABLE app.ev DETACH PARTITION app.ev_2021 CONCURRENTLY;
