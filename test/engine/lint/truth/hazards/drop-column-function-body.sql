-- expects: drop-column-blocked
CREATE TABLE base2 (id bigint PRIMARY KEY, active boolean NOT NULL);
CREATE FUNCTION n_active() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(*) FROM base2 WHERE active; END;
ALTER TABLE base2 DROP COLUMN active;
