-- expects: alter-table-mixed-lock-levels
set lock_timeout = '2s';
set statement_timeout = '30s';
alter table orders add column note text, validate constraint orders_total_check;
