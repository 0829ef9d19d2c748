SET lock_timeout = '2s';
SET statement_timeout = '30s';
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['north', 'south'] LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS region_%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL)', t);
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON region_%s (name)', 'region_' || t || '_name_idx', t);
    EXECUTE format('COMMENT ON TABLE region_%s IS %L', t, 'Places of ' || t);
    EXECUTE 'ANALYZE region_' || t;
  END LOOP;
END $$;
