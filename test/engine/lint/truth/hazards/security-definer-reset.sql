-- expects: security-definer-search-path
CREATE FUNCTION ok1() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp RETURN 1;
ALTER FUNCTION ok1() RESET search_path;
