-- expects: drop-table
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (id bigint PRIMARY KEY);
DROP TABLE users_old;
