-- expects: ddl-and-backfill-same-transaction
set lock_timeout = '2s';
set statement_timeout = '30s';
alter table orders add column total_cents bigint;
update orders set total_cents = (total * 100)::bigint;
