SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE FUNCTION norm(t text) RETURNS text IMMUTABLE STRICT LANGUAGE sql AS $$ SELECT lower(trim(both FROM t)) $$;
CREATE TABLE people (id bigint PRIMARY KEY, name text);
CREATE INDEX people_norm_idx ON people (norm(name));
