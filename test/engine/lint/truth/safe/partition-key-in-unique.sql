SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE events (id bigint, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
