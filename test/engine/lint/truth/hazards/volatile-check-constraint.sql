-- expects: volatile-check-constraint
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE offers (id bigint PRIMARY KEY, ends_on date CHECK (ends_on > CURRENT_DATE));
