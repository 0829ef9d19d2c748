-- expects: session-state-leak
set lock_timeout = '2s';
set statement_timeout = '30s';
set search_path = billing;
create table invoices (id bigint primary key);
