-- expects: feature-not-on-target-version
-- postgres: 14
set lock_timeout = '2s';
set statement_timeout = '30s';
create table customers (id bigint primary key, email text, unique nulls not distinct (email));
