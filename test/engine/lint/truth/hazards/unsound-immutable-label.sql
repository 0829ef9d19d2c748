-- expects: unsound-immutable-label
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE FUNCTION is_recent(t timestamptz) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$ SELECT t > now() - interval '1 day' $$;
