DO $$
DECLARE
  attempts int := 0;
BEGIN
  LOOP
    BEGIN
      SET LOCAL lock_timeout = '500ms';
      ALTER TABLE app.t ADD COLUMN note text;
      EXIT;
    EXCEPTION WHEN lock_not_available THEN
      attempts := attempts + 1;
      IF attempts > 20 THEN RAISE; END IF;
      PERFORM pg_sleep(1);
    END;
  END LOOP;
END
$$;
