-- expects: alter-composite-type
set lock_timeout = '2s';
set statement_timeout = '30s';
alter type postal_address add attribute country text cascade;
