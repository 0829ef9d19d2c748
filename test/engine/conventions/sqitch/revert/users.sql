-- Revert flipr:users from pg

BEGIN;

drop schema users;

COMMIT;
