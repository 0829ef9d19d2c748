-- expects: wide-lock-window
-- lockstep: no-transaction
DO $$ BEGIN
  SET LOCAL lock_timeout = '2s';
  ALTER TABLE a ADD COLUMN x int;
  ALTER TABLE b ADD COLUMN x int;
  ALTER TABLE c ADD COLUMN x int;
END $$;
