-- expects: unbatched-backfill
set lock_timeout = '2s';
set statement_timeout = '30s';
update customers set locale = 'en' where locale is null;
