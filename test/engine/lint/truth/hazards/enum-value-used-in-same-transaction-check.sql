-- expects: enum-value-used-in-same-transaction
set lock_timeout = '2s';
set statement_timeout = '30s';
alter type order_status add value if not exists 'archived' after 'closed';
alter table orders add constraint not_archived check (status <> 'archived'::order_status) not valid;
