-- expects: set-logged-unlogged
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE sessions SET UNLOGGED;
