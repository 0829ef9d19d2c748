-- expects: feature-not-on-target-version
-- postgres: 17
set lock_timeout = '2s';
set statement_timeout = '30s';
create table customers (id uuid primary key default uuidv7());
