-- Deploy flipr:appschema to pg

BEGIN;

create schema appschema;

COMMIT;
