--- fires
CREATE TABLE e (at date) PARTITION BY RANGE (at);
CREATE TABLE e_23 PARTITION OF e FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
--= an earlier migration
DROP TABLE e_23;
--! [e_23] DROP TABLE of the partition e_23 locks e in ACCESS EXCLUSIVE: all its reads and writes wait.

--- silent
CREATE TABLE e (at date) PARTITION BY RANGE (at);
CREATE TABLE e_23 PARTITION OF e FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
--= an earlier migration
-- lockstep: no-transaction
ALTER TABLE e DETACH PARTITION e_23 CONCURRENTLY;
DROP TABLE e_23;
