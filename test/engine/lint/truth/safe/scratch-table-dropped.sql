-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE scratch (id bigint PRIMARY KEY, name text);
INSERT INTO scratch VALUES (1, 'x');
DROP TABLE scratch;
