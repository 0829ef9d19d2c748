set lock_timeout = '2s';
set statement_timeout = '30s';
alter table orders add column note text;
comment on column orders.note is 'free text';
