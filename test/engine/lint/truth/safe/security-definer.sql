SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE FUNCTION promote(who text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ UPDATE public.accounts SET role = 'admin' WHERE name = who $$;
