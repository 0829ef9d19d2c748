-- expects: index-concurrently-in-transaction
CREATE FUNCTION app.mk() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE INDEX CONCURRENTLY x ON orders (sku); END $$;
