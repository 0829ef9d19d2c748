-- expects: autovacuum-disabled
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE orders SET (autovacuum_enabled = false);
