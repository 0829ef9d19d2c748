set lock_timeout = '2s';
set statement_timeout = '30s';
create table audit_events (id bigint generated always as identity primary key, payload jsonb not null);
