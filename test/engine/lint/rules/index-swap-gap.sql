--- fires
CREATE TABLE orders (a int, b int);
CREATE INDEX orders_a ON orders (a);
--= an earlier migration
-- lockstep: no-transaction
DROP INDEX CONCURRENTLY orders_a;
CREATE INDEX CONCURRENTLY orders_a_b ON orders (a, b);
--! [orders_a] Queries of orders do without orders_a from here until the new index is built.

--- silent
CREATE TABLE orders (a int, b int);
CREATE INDEX orders_a ON orders (a);
--= an earlier migration
-- lockstep: no-transaction
CREATE INDEX CONCURRENTLY orders_a_b ON orders (a, b);
DROP INDEX CONCURRENTLY orders_a;

--- an unknown index, by its name; a retry; in one transaction
-- lockstep: no-transaction
DROP INDEX CONCURRENTLY orders_a;
CREATE INDEX CONCURRENTLY orders_a_b ON orders (a, b);
DROP INDEX CONCURRENTLY IF EXISTS items_a;
CREATE INDEX CONCURRENTLY items_a ON items (a);
--! [orders_a] Queries of orders do without orders_a from here until the new index is built.

--- in one transaction
DROP INDEX orders_a;
CREATE INDEX orders_a_b ON orders (a, b);
--! info [orders_a] Queries of orders wait from here until the new index is built.

--- another table
DROP INDEX orders_a;
CREATE INDEX customers_b ON customers (b);

--- an unknown index of another column is silent
-- lockstep: no-transaction
DROP INDEX CONCURRENTLY orders_tenant_id_created_at_idx;
CREATE INDEX CONCURRENTLY orders_created_at_idx ON orders (created_at);

--- an unknown index that shares its first column
-- lockstep: no-transaction
DROP INDEX CONCURRENTLY idx_orders_customer;
CREATE INDEX CONCURRENTLY idx_orders_customer_created ON orders (customer_id, created_at);
--! [idx_orders_customer] Queries of orders do without idx_orders_customer from here until the new index is built.
