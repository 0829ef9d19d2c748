-- expects: foreign-key-locks-referenced-table
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE reviews (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), stars int);
CREATE INDEX reviews_user_id_idx ON reviews (user_id);
