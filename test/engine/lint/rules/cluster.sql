--- fires
CLUSTER orders USING orders_pkey;
--! [orders] CLUSTER writes orders anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- silent
ALTER TABLE orders CLUSTER ON orders_pkey;

--- everything, and a new table
CLUSTER;
CREATE TABLE t (a int PRIMARY KEY);
CLUSTER t USING t_pkey;
--! [CLUSTER] CLUSTER writes every clustered table anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint primary key, a int);
insert into t values (1, 2);
cluster t using t_pkey;
--! [t#13] CLUSTER writes t anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.
