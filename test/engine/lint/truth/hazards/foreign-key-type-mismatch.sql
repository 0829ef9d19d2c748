-- expects: foreign-key-type-mismatch
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE posts (id bigint PRIMARY KEY);
CREATE TABLE replies (id bigint PRIMARY KEY, post_id int REFERENCES posts (id));
