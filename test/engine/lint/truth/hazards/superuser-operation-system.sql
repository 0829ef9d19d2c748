-- expects: superuser-operation
-- lockstep: no-transaction
set lock_timeout = '2s';
set statement_timeout = '30s';
alter system set max_connections = 500;
