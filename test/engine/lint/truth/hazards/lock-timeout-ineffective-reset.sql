-- expects: lock-timeout-ineffective
set lock_timeout = '2s';
reset all;
alter table orders add column note text;
