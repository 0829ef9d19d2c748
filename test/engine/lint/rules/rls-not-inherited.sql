--- fires (1)
CREATE TABLE e (at date) PARTITION BY RANGE (at);
CREATE TABLE e1 PARTITION OF e DEFAULT;
--= an earlier migration
ALTER TABLE e ENABLE ROW LEVEL SECURITY;
--! [ENABLE ROW LEVEL SECURITY] Row-level security of e does not hold for queries of e1.

--- fires (2)
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (a int REFERENCES a);
--= an earlier migration
CREATE TABLE b_new (LIKE b INCLUDING ALL);
--! [b#2] LIKE copies no foreign keys: b_new lacks those of b.

--- silent (1)
CREATE TABLE e (at date) PARTITION BY RANGE (at);
CREATE TABLE e1 PARTITION OF e DEFAULT;
--= an earlier migration
ALTER TABLE e ENABLE ROW LEVEL SECURITY;
ALTER TABLE e1 ENABLE ROW LEVEL SECURITY;

--- silent (2)
CREATE TABLE b (a int);
--= an earlier migration
CREATE TABLE b_new (LIKE b INCLUDING ALL);
