-- expects: drop-column-silently-drops-dependents
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE members (org_id bigint, user_id bigint, role text, UNIQUE (org_id, user_id));
INSERT INTO members SELECT g, g, 'x' FROM generate_series(1, 100000) g;
ALTER TABLE members DROP COLUMN user_id;
