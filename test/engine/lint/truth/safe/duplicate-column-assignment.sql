set lock_timeout = '2s';
set statement_timeout = '30s';
update customers set name = 'a', email = 'b' where id = 1;
