set lock_timeout = '2s';
set statement_timeout = '30s';
alter domain email_address add constraint email_address_check check (value like '%@%') not valid;
