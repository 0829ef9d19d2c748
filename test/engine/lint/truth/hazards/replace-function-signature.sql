-- expects: replace-function-signature
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE FUNCTION fee(amount integer) RETURNS integer LANGUAGE sql AS $$ SELECT amount / 10 $$;
CREATE OR REPLACE FUNCTION fee(amount integer) RETURNS numeric LANGUAGE sql AS $$ SELECT amount / 10.0 $$;
