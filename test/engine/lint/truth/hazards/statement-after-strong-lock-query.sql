-- expects: statement-after-strong-lock
set lock_timeout = '2s';
set statement_timeout = '30s';
alter table orders add column note text;
select count(*) from line_items;
