-- expects: grant-widening
set lock_timeout = '2s';
set statement_timeout = '30s';
grant all privileges on all tables in schema public to reporting;
