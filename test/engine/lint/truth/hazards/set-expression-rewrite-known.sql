-- expects: stored-generated-column-rewrites-table
-- postgres: 17
CREATE TABLE p (id bigint PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a * 2) STORED);
INSERT INTO p (id, a) VALUES (1, 2);
SET lock_timeout = '2s';
ALTER TABLE p ALTER COLUMN b SET EXPRESSION AS (a * 3);
