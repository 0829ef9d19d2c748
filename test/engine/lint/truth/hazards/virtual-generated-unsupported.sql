-- expects: virtual-generated-unsupported
-- postgres: 18
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE line_items (price numeric, quantity int, total numeric GENERATED ALWAYS AS (price * quantity) VIRTUAL);
CREATE INDEX line_items_total_idx ON line_items (total);
