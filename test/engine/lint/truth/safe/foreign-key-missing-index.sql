SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE posts (id bigint PRIMARY KEY);
CREATE TABLE replies (id bigint PRIMARY KEY, post_id bigint REFERENCES posts (id));
CREATE INDEX replies_post_id_idx ON replies (post_id);
