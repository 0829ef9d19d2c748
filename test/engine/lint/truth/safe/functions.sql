BEGIN;
SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';

CREATE OR REPLACE FUNCTION util.slugify(input text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(regexp_replace(btrim(input), '[^a-zA-Z0-9]+', '-', 'g'));

CREATE OR REPLACE FUNCTION util.current_tenant() RETURNS bigint
  LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.tenant_id', true), '')::bigint;

CREATE OR REPLACE PROCEDURE util.note_event(kind text, payload jsonb)
  LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO util.events (kind, payload) VALUES (kind, payload);
END
$$;

REVOKE EXECUTE ON FUNCTION util.current_tenant() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION util.current_tenant() TO app_user;
COMMENT ON FUNCTION util.slugify(text) IS 'URL-friendly form of a title';
COMMIT;
