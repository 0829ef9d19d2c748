-- expects: create-table-force
SET lock_timeout = '5s';
SET statement_timeout = '60s';

DROP TABLE IF EXISTS settings;
CREATE TABLE settings (key text PRIMARY KEY, value text);
