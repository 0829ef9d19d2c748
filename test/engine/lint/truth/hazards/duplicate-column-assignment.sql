-- expects: duplicate-column-assignment
set lock_timeout = '2s';
set statement_timeout = '30s';
update customers set name = 'a', email = 'b', name = 'c' where id = 1;
