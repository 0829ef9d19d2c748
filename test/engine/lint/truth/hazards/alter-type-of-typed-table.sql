-- expects: alter-composite-type
CREATE TYPE money2 AS (amt numeric, cur text);
CREATE TABLE inv2 OF money2;
ALTER TYPE money2 ADD ATTRIBUTE note text;
