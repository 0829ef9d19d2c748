-- expects: grant-widening
set lock_timeout = '2s';
set statement_timeout = '30s';
alter default privileges in schema public grant all on tables to reporting;
