-- postgres: 18
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE line_items ADD COLUMN total numeric GENERATED ALWAYS AS (price * quantity) VIRTUAL;
