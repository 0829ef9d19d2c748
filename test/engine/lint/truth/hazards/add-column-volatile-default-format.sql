-- expects: volatile-default-rewrites-table
DO $do$
DECLARE t text;
BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'tenants' LOOP
    EXECUTE format('ALTER TABLE tenants.%I ADD COLUMN uid uuid DEFAULT gen_random_uuid()', t);
  END LOOP;
END $do$;
