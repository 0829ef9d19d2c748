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

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table m (id bigint, at date) partition by range (at);
create table m_20 partition of m for values from ('2020-01-01') to ('2021-01-01');
insert into m values (1, '2020-05-05');
drop table m_20;
--! [m_20#2] DROP TABLE of the partition m_20 locks m in ACCESS EXCLUSIVE: all its reads and writes wait.
