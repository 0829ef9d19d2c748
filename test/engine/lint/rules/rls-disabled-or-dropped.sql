--- fires (1)
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
--! [DISABLE ROW LEVEL SECURITY] Row-level security of orders is off from now on: its policies no longer hide any row.

--- fires (2)
DROP POLICY own ON orders;
--! [own] The policy own of orders is gone and nothing takes its place.

--- silent (1)
DROP POLICY own ON orders;
CREATE POLICY own ON orders USING (owner = current_user);

--- silent (2)
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;

--- {"options":{"exposedSchemas":["public"]}} a new table in an exposed schema
CREATE TABLE a (x int);
CREATE TABLE b (x int);
ALTER TABLE b ENABLE ROW LEVEL SECURITY;
CREATE TABLE app.c (x int);
--! [a] a lies in an exposed schema and has no row-level security: clients see every row.

--- the owner, a table dropped with its policy
ALTER TABLE orders NO FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own ON orders;
DROP TABLE orders;
--! [NO FORCE ROW LEVEL SECURITY] The owner of orders is no longer held to its policies.
