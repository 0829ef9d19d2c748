-- expects: drop-column-blocked
-- postgres: 16
CREATE TABLE d (id bigint PRIMARY KEY, a int, b int);
CREATE PUBLICATION p FOR TABLE d (id, a);
ALTER TABLE d DROP COLUMN a;
