-- expects: set-access-method
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE events SET ACCESS METHOD columnar;
