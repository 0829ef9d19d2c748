-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TEMP TABLE ids (id bigint);
INSERT INTO ids SELECT id FROM users WHERE id < 100;
CREATE INDEX ON ids (id);
DROP TABLE ids;
