-- expects: lock-timeout-ineffective
SELECT set_config('lock_timeout', '0', false);
ALTER TABLE orders ADD COLUMN x text;
