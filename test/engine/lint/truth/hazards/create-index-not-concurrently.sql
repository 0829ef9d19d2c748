-- expects: blocking-index-build
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE INDEX orders_customer_id_idx ON orders (customer_id);
