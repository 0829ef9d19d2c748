--- fires
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--! [PARTITION OF events] PARTITION OF locks events in ACCESS EXCLUSIVE: all its reads and writes wait until the transaction ends.
--> CREATE TABLE events_2025 (LIKE events INCLUDING ALL EXCLUDING IDENTITY);
--> ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

--- silent (1)
CREATE TABLE e (at date) PARTITION BY RANGE (at);
CREATE TABLE e_25 PARTITION OF e FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

--- silent (2)
CREATE TABLE e_25 (LIKE e INCLUDING ALL);
ALTER TABLE e ATTACH PARTITION e_25 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

--- with constraints of its own, in a DO block
CREATE TABLE e_24 PARTITION OF e (PRIMARY KEY (id)) FOR VALUES IN (1);
DO $$
BEGIN
  CREATE TABLE e_25 PARTITION OF e FOR VALUES IN (2);
END
$$;
--! [PARTITION OF e] PARTITION OF locks e in ACCESS EXCLUSIVE: all its reads and writes wait until the transaction ends.
--! [PARTITION OF e#2] PARTITION OF locks e in ACCESS EXCLUSIVE: all its reads and writes wait until the transaction ends.

--- statements put together by format()
do $$
declare d date := date '2027-01-01';
begin
  for i in 0..11 loop
    execute format('create table ev_%s partition of ev for values from (%L) to (%L)', to_char(d, 'YYYY_MM'), d, d + interval '1 month');
    d := d + interval '1 month';
  end loop;
end $$;
--! [partition of ev] PARTITION OF locks ev in ACCESS EXCLUSIVE: all its reads and writes wait until the transaction ends.
