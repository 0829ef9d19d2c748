-- expects: transaction-nesting
-- lockstep: no-transaction
set lock_timeout = '2s';
set statement_timeout = '30s';
begin;
alter table orders add column note text;
begin;
alter table orders add column origin text;
commit;
commit;
