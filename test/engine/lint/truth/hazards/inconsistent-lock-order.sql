-- expects: inconsistent-lock-order, wide-lock-window
-- lockstep: no-transaction
set lock_timeout = '2s';
set statement_timeout = '30s';
begin;
alter table customers add column a int;
alter table orders add column a int;
commit;
begin;
alter table orders add column b int;
alter table customers add column b int;
commit;
