-- postgres: 17
BEGIN;
SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';
CREATE TABLE IF NOT EXISTS iot.devices (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial text NOT NULL UNIQUE,
  meta jsonb NOT NULL DEFAULT '{}',
  seen_at timestamptz
);
ALTER TABLE iot.devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE iot.devices FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON iot.devices TO device_owner
  USING (meta ->> 'owner' = (SELECT current_setting('app.user')))
  WITH CHECK (meta ->> 'owner' = (SELECT current_setting('app.user')));
CREATE FUNCTION iot.touch(d uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = iot, pg_temp
  AS $$ UPDATE devices SET seen_at = now() WHERE id = d $$;
REVOKE ALL ON FUNCTION iot.touch(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION iot.touch(uuid) TO gateway;
COMMIT;
