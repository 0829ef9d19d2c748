SET lock_timeout = '5s';
SET statement_timeout = '60s';

DROP VIEW IF EXISTS active_customers;
CREATE VIEW active_customers AS SELECT id, name FROM customers WHERE active;
