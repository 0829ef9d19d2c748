--- fires (1)
CREATE FUNCTION f() RETURNS date IMMUTABLE LANGUAGE sql AS 'SELECT now()::date';
--! [IMMUTABLE] f is labelled IMMUTABLE, but calls now(): an index on it goes wrong silently.
--> CREATE FUNCTION f() RETURNS date STABLE LANGUAGE sql AS 'SELECT now()::date';

--- fires (2)
CREATE FUNCTION rate(c text) RETURNS numeric IMMUTABLE LANGUAGE sql AS $$ SELECT r FROM rates WHERE code = c $$;
--! [IMMUTABLE] rate is labelled IMMUTABLE, but reads rates: an index on it goes wrong silently.
--> CREATE FUNCTION rate(c text) RETURNS numeric STABLE LANGUAGE sql AS $$ SELECT r FROM rates WHERE code = c $$;

--- silent (1)
CREATE FUNCTION f() RETURNS date STABLE LANGUAGE sql AS 'SELECT now()::date';

--- silent (2)
CREATE FUNCTION twice(a int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT a * 2';

--- silent (3)
CREATE FUNCTION y(d timestamp) RETURNS int IMMUTABLE LANGUAGE sql AS $$ SELECT extract(year FROM d)::int $$;

--- PL/pgSQL, a new-style body, a stable function of one's own
CREATE FUNCTION s() RETURNS int STABLE LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION a() RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT count(*) FROM public.users u JOIN x ON true);
END
$$;
CREATE FUNCTION b() RETURNS int LANGUAGE sql IMMUTABLE RETURN s();
CREATE FUNCTION c(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT string_agg(x, '') FROM unnest(string_to_array(t, ' ')) x WHERE x IS DISTINCT FROM t $$;
--! [IMMUTABLE] a is labelled IMMUTABLE, but reads public.users: an index on it goes wrong silently.
--> CREATE FUNCTION s() RETURNS int STABLE LANGUAGE sql AS 'SELECT 1';
--> CREATE FUNCTION a() RETURNS int STABLE LANGUAGE plpgsql AS $$
--> BEGIN
-->   RETURN (SELECT count(*) FROM public.users u JOIN x ON true);
--> END
--> $$;
--> CREATE FUNCTION b() RETURNS int LANGUAGE sql IMMUTABLE RETURN s();
--> CREATE FUNCTION c(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT string_agg(x, '') FROM unnest(string_to_array(t, ' ')) x WHERE x IS DISTINCT FROM t $$;
--! [IMMUTABLE#2] b is labelled IMMUTABLE, but calls s(): an index on it goes wrong silently.
--> CREATE FUNCTION s() RETURNS int STABLE LANGUAGE sql AS 'SELECT 1';
--> CREATE FUNCTION a() RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
--> BEGIN
-->   RETURN (SELECT count(*) FROM public.users u JOIN x ON true);
--> END
--> $$;
--> CREATE FUNCTION b() RETURNS int LANGUAGE sql STABLE RETURN s();
--> CREATE FUNCTION c(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT string_agg(x, '') FROM unnest(string_to_array(t, ' ')) x WHERE x IS DISTINCT FROM t $$;

--- by ALTER FUNCTION
CREATE FUNCTION age(d date) RETURNS int LANGUAGE sql AS 'SELECT current_date - d';
CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql AS 'SELECT a * 2';
--= an earlier migration
ALTER FUNCTION age(date) IMMUTABLE;
ALTER FUNCTION twice(int) IMMUTABLE;
ALTER FUNCTION age(date) STABLE;
--! [IMMUTABLE] age is labelled IMMUTABLE, but depends on current_date: an index on it goes wrong silently.
--> ALTER FUNCTION age(date) STABLE;
--> ALTER FUNCTION twice(int) IMMUTABLE;
--> ALTER FUNCTION age(date) STABLE;
