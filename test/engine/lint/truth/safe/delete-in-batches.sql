-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '10min';
DO $$
DECLARE
  batch int;
BEGIN
  LOOP
    DELETE FROM auth.sessions
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM auth.sessions WHERE expires_at < now() - interval '30 days' LIMIT 2000));
    GET DIAGNOSTICS batch = ROW_COUNT;
    COMMIT;
    EXIT WHEN batch = 0;
    PERFORM pg_sleep(0.1);
  END LOOP;
END
$$;
RESET statement_timeout;
RESET lock_timeout;
