--- {"postgres":14} fires
-- lockstep: no-transaction
CREATE INDEX CONCURRENTLY i ON orders (a);
--! [CONCURRENTLY] PostgreSQL before 14.4 may leave rows out of an index built CONCURRENTLY.

--- {"postgres":15} silent (1)
-- lockstep: no-transaction
CREATE INDEX CONCURRENTLY i ON orders (a);

--- {"postgres":14,"options":{"minor":12}} silent (2)
-- lockstep: no-transaction
CREATE INDEX CONCURRENTLY i ON orders (a);
