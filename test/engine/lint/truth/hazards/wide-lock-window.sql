-- expects: wide-lock-window
set lock_timeout = '2s';
set statement_timeout = '30s';
alter table orders add column note text;
alter table customers add column note text;
alter table invoices add column note text;
