-- expects: drop-database
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

DROP DATABASE shop;
