-- expects: feature-not-on-target-version
-- postgres: 17
set lock_timeout = '2s';
set statement_timeout = '30s';
create table customers (id bigint primary key, a int, b int generated always as (a * 2) virtual);
