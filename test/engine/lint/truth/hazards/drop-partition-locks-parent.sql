-- expects: drop-partition-locks-parent
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2022 PARTITION OF events FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
INSERT INTO events SELECT at FROM old_events;
DROP TABLE events_2022;
