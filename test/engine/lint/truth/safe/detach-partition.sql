-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

SET statement_timeout = 0;
SET lock_timeout = 0;
ALTER TABLE events DETACH PARTITION events_2022 CONCURRENTLY;
