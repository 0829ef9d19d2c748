-- Verify flipr:t3 on pg

BEGIN;

ROLLBACK;
