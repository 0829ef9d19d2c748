--- fires
TRUNCATE users CASCADE;
--! [CASCADE] TRUNCATE users CASCADE also empties every table with a foreign key to it.
--> TRUNCATE users;

--- silent
CREATE TABLE t (a int);
TRUNCATE t CASCADE;

--- the history tells what else is emptied
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users);
CREATE TABLE items (order_id int REFERENCES orders);
--= 
truncate users restart identity cascade;
--! [cascade] TRUNCATE users CASCADE also empties orders, items.
--> truncate users restart identity;

--- in a DO block
DO $$
BEGIN
  TRUNCATE users CASCADE;
END
$$;
--! [CASCADE] TRUNCATE users CASCADE also empties every table with a foreign key to it.
--> DO $$
--> BEGIN
-->   TRUNCATE users;
--> END
--> $$;
