-- expects: feature-not-on-target-version
-- postgres: 17
set lock_timeout = '2s';
set statement_timeout = '30s';
alter table customers add constraint positive check (id > 0) not enforced;
