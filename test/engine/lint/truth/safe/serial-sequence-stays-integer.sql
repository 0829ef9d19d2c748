SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE tickets (id serial PRIMARY KEY, subject text);
ALTER TABLE tickets ALTER COLUMN id TYPE bigint;
ALTER SEQUENCE tickets_id_seq AS bigint;
