SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE logins (id bigint PRIMARY KEY, at timestamptz, name text);
CREATE INDEX logins_day_idx ON logins (((at AT TIME ZONE 'UTC')::date));
CREATE INDEX logins_name_idx ON logins (lower(name)) WHERE at > '2024-01-01';
CREATE INDEX logins_words_idx ON logins USING gin (to_tsvector('simple', name));
