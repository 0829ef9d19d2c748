-- expects: lock-timeout-ineffective
-- lockstep: no-transaction
SELECT set_config('lock_timeout', '2s', true);
ALTER TABLE orders ADD COLUMN z int;
