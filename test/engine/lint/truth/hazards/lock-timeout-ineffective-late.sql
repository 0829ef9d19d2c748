-- expects: lock-timeout-ineffective
alter table orders add column note text;
set lock_timeout = '2s';
