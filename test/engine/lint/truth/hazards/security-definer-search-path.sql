-- expects: security-definer-search-path
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE FUNCTION promote(who text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ UPDATE accounts SET role = 'admin' WHERE name = who $$;
