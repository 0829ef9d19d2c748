-- expects: partition-key-in-unique
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE events (id bigint PRIMARY KEY, at date NOT NULL) PARTITION BY RANGE (at);
