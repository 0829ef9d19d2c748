--- fires (1)
ALTER TABLE events SET (autovacuum_enabled = false);
--! [autovacuum_enabled = false] Autovacuum is off for events: dead rows pile up until the server forces a vacuum.

--- fires (2)
CREATE TABLE q (id int) WITH (autovacuum_enabled = off);
--! [autovacuum_enabled = off] Autovacuum is off for q: dead rows pile up until the server forces a vacuum.

--- silent (1)
ALTER TABLE events SET (autovacuum_vacuum_scale_factor = 0.01);

--- silent (2)
ALTER TABLE e SET (autovacuum_enabled = false);
ALTER TABLE e RESET (autovacuum_enabled);

--- its TOAST table, spelt otherwise
alter table events set (fillfactor = 70, toast.autovacuum_enabled = off);
ALTER TABLE events SET (autovacuum_enabled);
CREATE TEMP TABLE t (a int) WITH (autovacuum_enabled = false);
--! [toast.autovacuum_enabled = off] Autovacuum is off for events's TOAST table: dead rows pile up until the server forces a vacuum.

--- a materialized view
CREATE MATERIALIZED VIEW v WITH (autovacuum_enabled = false) AS SELECT 1 AS a;
CREATE TEMPORARY TABLE t WITH (autovacuum_enabled = false) AS SELECT 1 AS a;
--! [autovacuum_enabled = false] Autovacuum is off for v: dead rows pile up until the server forces a vacuum.
