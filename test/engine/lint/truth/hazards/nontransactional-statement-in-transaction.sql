-- expects: nontransactional-statement-in-transaction
-- lockstep: no-transaction
set lock_timeout = '2s';
set statement_timeout = '30s';
begin;
vacuum (analyze) orders;
commit;
