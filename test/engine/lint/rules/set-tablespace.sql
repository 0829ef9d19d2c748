--- fires (1)
ALTER TABLE orders SET TABLESPACE fast;
--! [SET TABLESPACE fast] SET TABLESPACE copies orders under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- fires (2)
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE fast;
--! [ALTER TABLE ALL] Everything in pg_default is copied under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- silent
CREATE TABLE e (at date) PARTITION BY RANGE (at);
--= an earlier migration
ALTER TABLE e SET TABLESPACE fast;

--- an index, a materialized view
ALTER INDEX orders_pkey SET TABLESPACE fast;
ALTER MATERIALIZED VIEW v SET TABLESPACE fast;
--! [SET TABLESPACE fast] SET TABLESPACE copies orders_pkey under ACCESS EXCLUSIVE: every query of its table waits until it is done.
--! [SET TABLESPACE fast#2] SET TABLESPACE copies v under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- new table
CREATE TABLE t (a int);
ALTER TABLE t SET TABLESPACE fast;
