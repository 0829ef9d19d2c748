SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE topics (id bigint PRIMARY KEY);
CREATE TABLE reviews (id bigint PRIMARY KEY, topic_id bigint NOT NULL REFERENCES topics (id));
CREATE INDEX reviews_topic_id_idx ON reviews (topic_id);
