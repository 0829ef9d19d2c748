-- Revert flipr:appschema from pg

BEGIN;

drop schema appschema;

COMMIT;
