-- expects: drop-foreign-key-locks-both-tables
-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint CONSTRAINT orders_customer_fk REFERENCES customers (id));
INSERT INTO customers VALUES (1);
INSERT INTO orders VALUES (1, 1);
ALTER TABLE orders DROP CONSTRAINT orders_customer_fk;
