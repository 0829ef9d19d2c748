-- expects: stored-generated-column-rewrites-table
-- postgres: 17
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE line_items ALTER COLUMN total SET EXPRESSION AS (price * quantity * 1.19);
