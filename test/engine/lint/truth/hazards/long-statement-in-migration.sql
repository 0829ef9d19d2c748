-- expects: long-statement-in-migration
SET lock_timeout = '5s';
SET statement_timeout = '60s';

BEGIN;
ALTER TABLE orders ADD COLUMN note text;
SELECT pg_sleep(30);
COMMIT;
