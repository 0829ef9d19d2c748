-- expects: rls-disabled-or-dropped
SET lock_timeout = '5s';
SET statement_timeout = '60s';

DROP POLICY orders_own ON orders;
