BEGIN;
SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '10s';
ALTER TABLE users RENAME COLUMN mail TO email;
ALTER TABLE users RENAME TO users_base;
CREATE VIEW users AS SELECT id, email AS mail, email FROM users_base;
COMMIT;
