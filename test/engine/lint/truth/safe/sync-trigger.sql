SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE customers ADD COLUMN phone_number text;
CREATE FUNCTION customers_sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.phone_number := NEW.phone; RETURN NEW; END $$;
CREATE TRIGGER customers_sync BEFORE INSERT OR UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION customers_sync();
