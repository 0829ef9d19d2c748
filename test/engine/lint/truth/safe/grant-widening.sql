set lock_timeout = '2s';
set statement_timeout = '30s';
grant select on customers to reporting;
