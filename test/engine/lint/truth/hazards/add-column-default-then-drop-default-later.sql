-- expects: add-column-default-then-drop-default
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN failed_logins integer DEFAULT 0;
ALTER TABLE users ALTER COLUMN failed_logins SET NOT NULL;
ALTER TABLE users ALTER COLUMN failed_logins DROP DEFAULT;
