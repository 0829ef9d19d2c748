-- expects: column-type-narrows
CREATE TABLE app.profiles (id bigint PRIMARY KEY, bio varchar(500));
INSERT INTO app.profiles SELECT id, bio FROM old.profiles WHERE id BETWEEN 1 AND 1000;
SET lock_timeout='2s'; SET statement_timeout='30s';
ALTER TABLE app.profiles ALTER COLUMN bio TYPE varchar(160) USING left(bio, 160);
