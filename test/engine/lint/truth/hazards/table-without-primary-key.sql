-- expects: table-without-primary-key
set lock_timeout = '2s';
set statement_timeout = '30s';
create table audit_events (at timestamptz not null default now(), payload jsonb not null);
