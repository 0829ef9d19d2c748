--- fires
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
--! [SECURITY DEFINER] f runs with its owner's rights and its caller's search_path: the caller chooses what its names mean.
--> CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1';

--- silent
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1';

--- set afterwards, or only the rights changed
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
ALTER FUNCTION f() SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION g(int) SECURITY DEFINER;
create procedure p() language sql security definer as 'select 1';
--! [SECURITY DEFINER#2] g runs with its owner's rights and its caller's search_path: the caller chooses what its names mean.
--> CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
--> ALTER FUNCTION f() SET search_path = pg_catalog, pg_temp;
--> ALTER FUNCTION g(int) SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
--> create procedure p() language sql security definer as 'select 1';
--! [security definer] p runs with its owner's rights and its caller's search_path: the caller chooses what its names mean.
--> CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
--> ALTER FUNCTION f() SET search_path = pg_catalog, pg_temp;
--> ALTER FUNCTION g(int) SECURITY DEFINER;
--> create procedure p() language sql security definer set search_path = pg_catalog, pg_temp as 'select 1';

--- taken back
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp RETURN 1;
CREATE FUNCTION g() RETURNS int LANGUAGE sql SET search_path = pg_catalog, pg_temp RETURN 1;
--= an earlier migration
ALTER FUNCTION f() RESET search_path;
ALTER FUNCTION g() RESET search_path;
--! [RESET] f runs with its owner's rights, and from now on with its caller's search_path.
