-- expects: foreign-key-missing-index
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE replies (id bigint PRIMARY KEY, post_id bigint);
ALTER TABLE replies ADD CONSTRAINT replies_post_fkey FOREIGN KEY (post_id) REFERENCES posts (id) NOT VALID;
