-- expects: column-type-rebuilds-index
CREATE TABLE app.members (id bigint PRIMARY KEY, email varchar(100) NOT NULL);
CREATE UNIQUE INDEX members_email_lower_key ON app.members (lower(email));
INSERT INTO app.members (id, email) SELECT id, email FROM legacy.members WHERE id BETWEEN 1 AND 1000;
SET lock_timeout='2s'; SET statement_timeout='30s';
ALTER TABLE app.members ALTER COLUMN email TYPE varchar(320);
