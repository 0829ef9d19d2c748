-- expects: column-type-of-key-locks-both-tables
CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id));
CREATE INDEX ON orders (customer_id);
INSERT INTO customers SELECT id, name FROM import.customers WHERE id BETWEEN 1 AND 5000;
SET lock_timeout='2s'; SET statement_timeout='30s';
ALTER TABLE customers ALTER COLUMN id TYPE bigint;
