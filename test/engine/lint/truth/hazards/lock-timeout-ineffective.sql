-- expects: lock-timeout-ineffective
-- lockstep: no-transaction
set local lock_timeout = '2s';
alter table orders add column note text;
