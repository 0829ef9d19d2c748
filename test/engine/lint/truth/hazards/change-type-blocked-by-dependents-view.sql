-- expects: column-type-blocked-by-dependents
CREATE VIEW active_users AS SELECT id, email FROM users WHERE active;
SET lock_timeout = '2s';
ALTER TABLE users ALTER COLUMN email TYPE varchar(320);
