SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE people (id bigint PRIMARY KEY, name text, email text);
CREATE VIEW people_names AS SELECT id, name FROM people;
CREATE OR REPLACE VIEW people_names AS SELECT id, name, email FROM people;
