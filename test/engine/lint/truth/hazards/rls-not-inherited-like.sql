-- expects: rls-not-inherited
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers);
CREATE TABLE orders_new (LIKE orders INCLUDING ALL);
