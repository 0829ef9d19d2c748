-- Deploy flipr:t3 to pg

BEGIN;

create schema t3;

COMMIT;
