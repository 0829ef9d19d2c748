set lock_timeout = '2s';
set statement_timeout = '30s';
set local search_path = billing;
create table invoices (id bigint primary key);
