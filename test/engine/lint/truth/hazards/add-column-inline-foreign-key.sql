-- expects: foreign-key-locks-referenced-table
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ADD COLUMN warehouse_id bigint REFERENCES warehouses (id);
