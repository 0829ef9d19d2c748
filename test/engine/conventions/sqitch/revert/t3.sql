-- Revert flipr:t3 from pg

BEGIN;

drop schema t3;

COMMIT;
