set lock_timeout = '2s';
set statement_timeout = '30s';
comment on type order_status is 'archived is no longer used';
