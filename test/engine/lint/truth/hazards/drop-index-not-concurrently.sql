-- expects: blocking-index-drop
SET lock_timeout = '5s';
SET statement_timeout = '60s';

DROP INDEX orders_customer_id_idx;
