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
