-- expects: serial-sequence-stays-integer
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE tickets (id serial PRIMARY KEY, subject text);
ALTER TABLE tickets ALTER COLUMN id TYPE bigint;
