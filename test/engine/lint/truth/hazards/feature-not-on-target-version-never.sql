-- expects: syntax-error
set lock_timeout = '2s';
set statement_timeout = '30s';
alter table customers add constraint customers_email_key unique (email) not valid;
