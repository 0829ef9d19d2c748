SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TEMP TABLE batch (id bigint) ON COMMIT DROP;
INSERT INTO batch SELECT 1;
CREATE INDEX ON batch (id);
TRUNCATE batch;
DROP TABLE batch;
