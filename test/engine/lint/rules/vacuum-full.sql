--- fires
VACUUM FULL orders;
--! [FULL] VACUUM FULL writes orders anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- silent
VACUUM (ANALYZE) orders;

--- as an option, false, on a temporary table
VACUUM (FULL, ANALYZE) a, b;
VACUUM (FULL false) a;
VACUUM FULL;
ANALYZE a;
--! [FULL] VACUUM FULL writes a, b anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.
--! [FULL#3] VACUUM FULL writes every table of the database anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint primary key, a int);
insert into t values (1, 2);
vacuum full t;
--! [full] VACUUM FULL writes t anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.
