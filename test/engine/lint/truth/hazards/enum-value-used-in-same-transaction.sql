-- expects: enum-value-used-in-same-transaction
-- lockstep: no-transaction
set lock_timeout = '2s';
set statement_timeout = '30s';
begin;
alter type order_status add value if not exists 'archived' after 'closed';
alter table orders alter column status set default 'archived';
commit;
