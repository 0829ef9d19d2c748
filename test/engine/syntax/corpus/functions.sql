CREATE FUNCTION add(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN a + b;

CREATE OR REPLACE FUNCTION stock.on_shelf(IN shelf int, OUT n bigint, INOUT mark text = 'x', VARIADIC more int[] DEFAULT '{}')
  RETURNS record LANGUAGE plpgsql STABLE SECURITY DEFINER COST 50 SET search_path = stock, pg_temp SET work_mem FROM CURRENT
AS $body$
DECLARE
  -- a ; in a comment, and 'half a quote
  r record;
BEGIN
  SELECT count(*) INTO n FROM stock.copy c WHERE c.shelf = on_shelf.shelf;
  FOR r IN SELECT * FROM stock.copy LOOP
    IF r.lost THEN RAISE NOTICE 'lost: %; $$ %', r.copy_id, $q$it's; $q$; END IF;
  END LOOP;
  EXECUTE format($f$ UPDATE %I SET seen = now(); $f$, 'copy');
END;
$body$;

CREATE FUNCTION late(since date) RETURNS TABLE (member bigint, days int) LANGUAGE sql ROWS 10 LEAKPROOF AS $$
  SELECT member_id, CURRENT_DATE - upper(period) FROM loan WHERE upper(period) < since;
$$;

CREATE FUNCTION loans_of(bigint) RETURNS SETOF loan LANGUAGE SQL
BEGIN ATOMIC
  UPDATE member SET seen = now() WHERE member_id = $1;
  SELECT l.* FROM loan l WHERE l.member_id = $1 AND CASE WHEN l.returned THEN false ELSE true END;
END;

CREATE FUNCTION nothing_to_do() RETURNS void BEGIN ATOMIC END;
CREATE PROCEDURE give_back(IN the_loan uuid, OUT fine numeric)
LANGUAGE SQL
BEGIN ATOMIC
  UPDATE loan SET returned = true WHERE loan_id = the_loan RETURNING loan.fine;
  SELECT CASE (CASE WHEN true THEN 1 END) WHEN 1 THEN 2.5 END;
END;
CREATE OR REPLACE PROCEDURE nightly(INOUT n int) LANGUAGE plpgsql AS $$
BEGIN
  LOOP
    DELETE FROM basket WHERE ctid IN (SELECT ctid FROM basket LIMIT 1000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
  n := (SELECT count(*) FROM basket);
END $$;
CREATE FUNCTION c_function(cstring) RETURNS shell AS 'MODULE_PATHNAME', 'c_function' LANGUAGE C WINDOW SUPPORT helper TRANSFORM FOR TYPE hstore, FOR TYPE jsonb;
CREATE FUNCTION old_quotes() RETURNS text LANGUAGE plpgsql AS '
BEGIN
  RETURN ''it''''s old; but it works'';
END';
CREATE FUNCTION escaped() RETURNS int LANGUAGE sql AS E'SELECT 1;\nSELECT \'a\\b\'::text IS NULL; SELECT 2';
CREATE FUNCTION nested() RETURNS text LANGUAGE plpgsql AS $outer$
BEGIN
  EXECUTE $inner$ DO $$ BEGIN PERFORM 1; END $$; $inner$;
  RETURN $a$ $b$ $a$;
END
$outer$;
CREATE FUNCTION über_größe("Größe" int) RETURNS int LANGUAGE sql AS $größe$ SELECT "Größe" * 2; $größe$;

ALTER FUNCTION add(int, int) RENAME TO plus;
ALTER FUNCTION add(int, int) CALLED ON NULL INPUT VOLATILE NOT LEAKPROOF PARALLEL RESTRICTED COST 3 RESET ALL;
ALTER FUNCTION stock.on_shelf OWNER TO lib_owner;
ALTER FUNCTION add(a int, b int) SET SCHEMA archive;
ALTER FUNCTION add(int, int) DEPENDS ON EXTENSION cube;
ALTER PROCEDURE nightly(int) SET statement_timeout TO '5min';
ALTER ROUTINE nightly(INOUT int) SECURITY INVOKER;
DROP FUNCTION IF EXISTS add(int, int), late(date) CASCADE;
DROP PROCEDURE nightly;
DROP ROUTINE IF EXISTS stock.on_shelf(int) RESTRICT;
CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1', PARALLEL = SAFE);
CREATE OR REPLACE AGGREGATE share(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, HYPOTHETICAL);
CREATE AGGREGATE old_style (BASETYPE = int, SFUNC = int4pl, STYPE = int);
ALTER AGGREGATE product(numeric) RENAME TO times;
COMMENT ON AGGREGATE product(numeric) IS 'multiplies';
COMMENT ON FUNCTION add(int, int) IS 'adds';
DROP AGGREGATE IF EXISTS product(numeric), counter(*) CASCADE;
CALL nightly(0);
CALL stock.give_back(the_loan => 'b3b7c5f0-0000-4000-8000-000000000000', fine => NULL);
DO $$ BEGIN PERFORM pg_sleep(0); END $$;
DO LANGUAGE plpgsql $do$
DECLARE
  name text := 'a;b';
BEGIN
  IF EXISTS (SELECT FROM pg_class WHERE relname = name) THEN
    ALTER TABLE member ADD COLUMN IF NOT EXISTS x int; /* nested /* comment; */ */
  END IF;
EXCEPTION
  WHEN others THEN NULL;
END
$do$;
DO 'BEGIN NULL; END';
CREATE OR REPLACE TRUSTED PROCEDURAL LANGUAGE plsample HANDLER plsample_call_handler INLINE plsample_inline VALIDATOR plsample_validator;
ALTER LANGUAGE plsample RENAME TO plexample;
DROP PROCEDURAL LANGUAGE IF EXISTS plsample CASCADE;
