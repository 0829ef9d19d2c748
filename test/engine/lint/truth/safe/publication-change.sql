set lock_timeout = '2s';
set statement_timeout = '30s';
alter publication cdc add table orders;
