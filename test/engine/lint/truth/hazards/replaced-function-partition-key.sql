-- expects: replaced-function-used-by-index
CREATE FUNCTION bucket(k text) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT hashtext(k) % 8 $$;
CREATE TABLE kv (k text NOT NULL, v text) PARTITION BY LIST (bucket(k));
CREATE OR REPLACE FUNCTION bucket(k text) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT hashtext(k) % 16 $$;
