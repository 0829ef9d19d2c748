set lock_timeout = '2s';
set statement_timeout = '30s';
create role reporting nologin;
