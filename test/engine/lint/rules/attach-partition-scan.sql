--- fires
ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
--! [events_2024] ATTACH PARTITION reads all of events_2024 while it is locked in ACCESS EXCLUSIVE: its reads and writes wait.

--- silent (1)
CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2024 (at date NOT NULL);
INSERT INTO events_2024 SELECT at FROM old;
ALTER TABLE events_2024 ADD CONSTRAINT c CHECK (at >= '2024-01-01' AND at < '2025-01-01');
--= an earlier migration
ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

--- silent (2)
CREATE TABLE events_2024 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

--- what proves the bound, and what does not
CREATE TABLE e (at date) PARTITION BY RANGE (at);
CREATE TABLE proven (at date);
INSERT INTO proven SELECT at FROM old;
ALTER TABLE proven ADD CONSTRAINT c CHECK (at IS NOT NULL AND at >= DATE '2024-01-01' AND at < DATE '2025-01-01');
CREATE TABLE nulls (at date);
INSERT INTO nulls SELECT at FROM old;
ALTER TABLE nulls ADD CONSTRAINT c CHECK (at >= '2024-01-01' AND at < '2025-01-01');
CREATE TABLE unchecked (at date NOT NULL);
ALTER TABLE unchecked ADD CONSTRAINT c CHECK (at >= '2024-01-01' AND at < '2025-01-01') NOT VALID;
CREATE TABLE wider (at date NOT NULL CHECK (at >= '2023-01-01' AND at < '2025-01-01'));
--= 
ALTER TABLE e ATTACH PARTITION proven FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE e ATTACH PARTITION nulls FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE e ATTACH PARTITION unchecked FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE e ATTACH PARTITION wider FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
--! [nulls] ATTACH PARTITION reads all of nulls while it is locked in ACCESS EXCLUSIVE: its reads and writes wait.
--! [unchecked] ATTACH PARTITION reads all of unchecked while it is locked in ACCESS EXCLUSIVE: its reads and writes wait.
--! [wider] ATTACH PARTITION reads all of wider while it is locked in ACCESS EXCLUSIVE: its reads and writes wait.

--- a list, an index that is missing
CREATE TABLE l (k text NOT NULL) PARTITION BY LIST (k);
CREATE INDEX l_k ON l (k);
CREATE TABLE l1 (k text NOT NULL CHECK (k IN ('a', 'b')));
CREATE TABLE l2 (k text NOT NULL CHECK (k = 'c'));
CREATE INDEX l2_k ON l2 (k);
--= 
ALTER TABLE l ATTACH PARTITION l1 FOR VALUES IN ('a', 'b');
ALTER TABLE l ATTACH PARTITION l2 FOR VALUES IN ('c');
--! [l1] ATTACH PARTITION builds an index like l_k on l1 while it is locked in ACCESS EXCLUSIVE.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table m (id bigint, at date not null) partition by range (at);
create table m_24 (id bigint, at date not null);
insert into m_24 values (1, '2024-02-02');
alter table m attach partition m_24 for values from ('2024-01-01') to ('2025-01-01');
--! [m_24#3] ATTACH PARTITION reads all of m_24 while it is locked in ACCESS EXCLUSIVE: its reads and writes wait.
