--- fires
ALTER TABLE events SET ACCESS METHOD columnar;
--! [SET ACCESS METHOD columnar] SET ACCESS METHOD writes events anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- silent
CREATE TABLE e (at date) PARTITION BY RANGE (at);
--= an earlier migration
ALTER TABLE e SET ACCESS METHOD columnar;

--- {"postgres":14} not before 15
ALTER TABLE events SET ACCESS METHOD columnar;

--- what it is already
CREATE TABLE t (a int);
CREATE TABLE c (a int) USING columnar;
--= 
ALTER TABLE t SET ACCESS METHOD heap;
ALTER TABLE c SET ACCESS METHOD heap;
--! [SET ACCESS METHOD heap#2] SET ACCESS METHOD writes c anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint primary key, a int);
insert into t values (1, 2);
alter table t set access method columnar;
--! [set access method columnar] SET ACCESS METHOD writes t anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.
