-- expects: index-on-non-immutable-expression
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE logins (id bigint PRIMARY KEY, at timestamptz);
CREATE INDEX logins_day_idx ON logins ((at::date));
