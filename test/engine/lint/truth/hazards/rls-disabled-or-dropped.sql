-- expects: rls-disabled-or-dropped
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
