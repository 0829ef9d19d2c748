-- expects: replace-function-signature
CREATE FUNCTION disc(p numeric, pct numeric DEFAULT 10) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT p * (100 - pct) / 100';
CREATE OR REPLACE FUNCTION disc(p numeric, pct numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT p * (100 - pct) / 100';
