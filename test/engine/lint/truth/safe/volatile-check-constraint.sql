SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE offers (id bigint PRIMARY KEY, starts_on date, ends_on date, CHECK (ends_on > starts_on), CHECK (ends_on >= DATE '2020-01-01'));
