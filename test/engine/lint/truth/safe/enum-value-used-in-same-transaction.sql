set lock_timeout = '2s';
set statement_timeout = '30s';
alter type order_status add value if not exists 'archived' after 'closed';
