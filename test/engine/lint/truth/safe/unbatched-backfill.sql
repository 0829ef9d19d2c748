set lock_timeout = '2s';
set statement_timeout = '30s';
update customers set locale = 'en' where id between 1 and 1000 and locale is null;
