set lock_timeout = '2s';
set statement_timeout = '30s';
alter table orders validate constraint orders_total_check;
