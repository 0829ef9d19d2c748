-- expects: create-trigger
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TRIGGER orders_audit AFTER INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();
