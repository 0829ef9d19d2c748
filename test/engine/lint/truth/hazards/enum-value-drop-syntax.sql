-- expects: syntax-error
set lock_timeout = '2s';
set statement_timeout = '30s';
alter type order_status drop value 'archived';
