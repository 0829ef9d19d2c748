-- expects: unbatched-backfill
set lock_timeout = '2s';
set statement_timeout = '30s';
insert into orders_archive select * from orders where created_at < '2020-01-01';
