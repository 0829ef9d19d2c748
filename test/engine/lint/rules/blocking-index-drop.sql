--- fires (1)
DROP INDEX orders_user_id;
--! [DROP INDEX] DROP INDEX locks the table of orders_user_id in ACCESS EXCLUSIVE: reads and writes wait.
--> -- lockstep: no-transaction
--> DROP INDEX CONCURRENTLY orders_user_id;

--- fires (2)
DROP INDEX IF EXISTS a, b;
--! [DROP INDEX] DROP INDEX locks the table of a in ACCESS EXCLUSIVE: reads and writes wait.
--> -- lockstep: no-transaction
--> DROP INDEX CONCURRENTLY IF EXISTS a;
--> DROP INDEX CONCURRENTLY IF EXISTS b;

--- silent (1)
-- lockstep: no-transaction
DROP INDEX CONCURRENTLY orders_user_id;

--- silent (2)
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
DROP INDEX i;

--- {"convention":"dbmate"} dbmate
-- migrate:up
DROP INDEX orders_user_id;

-- migrate:down
SELECT 1;
--! [DROP INDEX] DROP INDEX locks the table of orders_user_id in ACCESS EXCLUSIVE: reads and writes wait.
--> -- migrate:up transaction:false
--> DROP INDEX CONCURRENTLY orders_user_id;
-->
--> -- migrate:down
--> SELECT 1;

--- {"convention":"golang-migrate"} golang-migrate, two indexes in one text
DROP INDEX a, b;
--! [DROP INDEX] DROP INDEX locks the table of a in ACCESS EXCLUSIVE: reads and writes wait.

--- the index is known, so is its table
CREATE TABLE orders (a int);
CREATE INDEX orders_a ON orders (a);
--= 
drop index orders_a;
--! [drop index] DROP INDEX locks orders in ACCESS EXCLUSIVE: reads and writes wait.
--> -- lockstep: no-transaction
--> drop index concurrently orders_a;

--- the history dropped it before
CREATE TABLE orders (a int);
CREATE INDEX orders_a ON orders (a);
DROP INDEX orders_a;
--= 
DROP INDEX IF EXISTS orders_a;

--- a constraint's index: another rule
CREATE TABLE orders (a int PRIMARY KEY);
--= 
DROP INDEX orders_pkey;

--- of a partitioned table
CREATE TABLE e (k int) PARTITION BY LIST (k);
CREATE INDEX e_k ON e (k);
--= 
DROP INDEX e_k;
--! [DROP INDEX] DROP INDEX locks e and every partition in ACCESS EXCLUSIVE: reads and writes wait.

--- in a DO block
DO $$
BEGIN
  DROP INDEX orders_a;
END
$$;
--! [DROP INDEX] DROP INDEX locks the table of orders_a in ACCESS EXCLUSIVE: reads and writes wait.

--- with CASCADE
DROP INDEX orders_a CASCADE;
--! [DROP INDEX] DROP INDEX locks the table of orders_a in ACCESS EXCLUSIVE: reads and writes wait.
