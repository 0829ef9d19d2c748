-- expects: publication-change
set lock_timeout = '2s';
set statement_timeout = '30s';
create publication everything for all tables;
