-- expects: session-state-leak
set lock_timeout = '2s';
set statement_timeout = '30s';
select pg_catalog.set_config('search_path', '', false);
create table public.invoices (id bigint primary key);
