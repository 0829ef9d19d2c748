--- fires
TRUNCATE orders;
--! [orders] TRUNCATE deletes every row of orders, under ACCESS EXCLUSIVE.

--- silent (1)
CREATE TABLE t (a int);
TRUNCATE t;

--- silent (2)
CREATE TEMP TABLE t (a int);
TRUNCATE t;

--- several, in a DO block
CREATE TABLE new (a int);
TRUNCATE TABLE a, new, app.b RESTART IDENTITY;
DO $$
BEGIN
  TRUNCATE c;
END
$$;
--! [a#2] TRUNCATE deletes every row of a, under ACCESS EXCLUSIVE.
--! [app.b] TRUNCATE deletes every row of app.b, under ACCESS EXCLUSIVE.
--! [c] TRUNCATE deletes every row of c, under ACCESS EXCLUSIVE.
