-- expects: no-default-operator-class
-- lockstep: no-transaction
SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY i ON app.t USING gin (lower(name));
