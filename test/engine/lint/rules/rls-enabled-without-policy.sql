--- fires
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
--! [ENABLE ROW LEVEL SECURITY] Row-level security of orders is on and no policy allows anything: everyone but its owner finds no rows.

--- silent
CREATE POLICY own ON orders USING (owner = current_user);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;

--- a policy of the history, one that comes later
CREATE TABLE a (x int);
CREATE POLICY p ON a USING (x > 0);
--= 
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
ALTER TABLE b ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON b USING (true);

--- a new table
CREATE TABLE a (x int);
ALTER TABLE a ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--! [ENABLE ROW LEVEL SECURITY] Row-level security of a is on and no policy allows anything: everyone but its owner finds no rows.

--- switched off again
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
ALTER TABLE a DISABLE ROW LEVEL SECURITY;

--- off and on again
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
