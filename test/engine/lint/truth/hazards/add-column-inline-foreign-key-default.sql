-- expects: constraint-validated-at-once
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ADD COLUMN warehouse_id bigint NOT NULL DEFAULT 1 REFERENCES warehouses (id);
