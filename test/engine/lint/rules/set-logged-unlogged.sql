--- fires (1)
ALTER TABLE orders SET UNLOGGED;
--! [SET UNLOGGED] SET UNLOGGED writes orders anew under ACCESS EXCLUSIVE: reads and writes wait until it is done. After a crash it is empty, and replicas do not have it.

--- fires (2)
ALTER TABLE sessions SET LOGGED;
--! [SET LOGGED] SET LOGGED writes sessions anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- silent
CREATE TABLE orders (id bigint);
--= an earlier migration
ALTER TABLE orders SET LOGGED;

--- by what the table is
CREATE UNLOGGED TABLE a (x int);
CREATE TABLE b (x int);
--= 
alter table a set logged;
ALTER TABLE a SET UNLOGGED;
ALTER TABLE b ADD COLUMN y int, SET UNLOGGED;
ALTER SEQUENCE s SET UNLOGGED;
--! [set logged] SET LOGGED writes a anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.
--! [SET UNLOGGED] SET UNLOGGED writes a anew under ACCESS EXCLUSIVE: reads and writes wait until it is done. After a crash it is empty, and replicas do not have it.
--! [SET UNLOGGED#2] SET UNLOGGED writes b anew under ACCESS EXCLUSIVE: reads and writes wait until it is done. After a crash it is empty, and replicas do not have it.
