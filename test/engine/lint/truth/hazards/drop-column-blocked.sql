-- expects: drop-column-blocked
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE people (id bigint PRIMARY KEY, name text, email text);
CREATE VIEW people_mails AS SELECT id, email FROM people;
ALTER TABLE people DROP COLUMN email;
