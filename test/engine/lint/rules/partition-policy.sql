--- fires (1)
CREATE TABLE e (at date) PARTITION BY RANGE (at);
--! [PARTITION BY] e is a partitioned table.

--- fires (2)
CREATE TABLE d PARTITION OF e DEFAULT;
--! [DEFAULT] d is a default partition: it is read whole for each new partition.

--- silent
CREATE TABLE e (at date);
