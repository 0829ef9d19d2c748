-- expects: rls-enabled-without-policy
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
