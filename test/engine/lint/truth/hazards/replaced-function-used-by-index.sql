-- expects: replaced-function-used-by-index
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT lower(t) $$;
CREATE TABLE people (id bigint PRIMARY KEY, name text);
CREATE INDEX people_norm_idx ON people (norm(name));
CREATE OR REPLACE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT lower(trim(t)) $$;
