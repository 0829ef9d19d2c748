-- expects: detach-partition-not-concurrently
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE events DETACH PARTITION events_2022;
