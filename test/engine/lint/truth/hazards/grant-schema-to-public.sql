-- expects: grant-widening
GRANT USAGE ON SCHEMA finance TO PUBLIC;
