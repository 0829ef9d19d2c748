-- expects: update-delete-without-where
set lock_timeout = '2s';
set statement_timeout = '30s';
update customers set newsletter = false where 1 = 1;
