set lock_timeout = '2s';
set statement_timeout = '30s';
alter table orders add column total_cents bigint;
