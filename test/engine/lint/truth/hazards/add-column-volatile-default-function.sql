-- expects: volatile-default-rewrites-table
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE FUNCTION short_code() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN substr(md5(random()::text), 1, 8); END $$;

ALTER TABLE invites ADD COLUMN code text DEFAULT short_code();
