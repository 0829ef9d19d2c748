-- expects: drop-table-locks-referenced-tables, drop-table
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE order_notes ADD CONSTRAINT order_notes_order_fkey FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;
ALTER TABLE order_notes DROP COLUMN order_id;
