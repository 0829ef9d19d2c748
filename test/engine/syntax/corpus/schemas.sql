CREATE SCHEMA stock;
CREATE SCHEMA IF NOT EXISTS archive AUTHORIZATION lib_owner;
CREATE SCHEMA AUTHORIZATION CURRENT_USER;
CREATE SCHEMA shop AUTHORIZATION lib_owner
  CREATE TABLE till (till_id int PRIMARY KEY, sum numeric DEFAULT 0)
  CREATE UNLOGGED TABLE receipt (receipt_id int, till_id int REFERENCES till)
  CREATE INDEX receipt_till ON receipt (till_id)
  CREATE SEQUENCE receipt_number
  CREATE VIEW rich_till AS SELECT * FROM till WHERE sum > 100
  CREATE TRIGGER count_receipts AFTER INSERT ON receipt FOR EACH ROW EXECUTE FUNCTION count_receipts()
  GRANT SELECT ON till TO clerk;
ALTER SCHEMA shop RENAME TO store;
ALTER SCHEMA shop OWNER TO lib_owner;
COMMENT ON SCHEMA shop IS 'postcards; maps';
DROP SCHEMA IF EXISTS shop, archive CASCADE;
