set lock_timeout = '2s';
set statement_timeout = '30s';
create publication cdc for table orders;
alter table customers add column note text;
