-- expects: replace-function-signature
CREATE FUNCTION app.price(id bigint) RETURNS numeric LANGUAGE sql STABLE AS $$ SELECT 1.0 $$;
CREATE OR REPLACE FUNCTION app.price(id bigint, currency text) RETURNS numeric LANGUAGE sql STABLE AS $$ SELECT 1.0 $$;
