SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE docs (id bigint PRIMARY KEY, body jsonb, words tsvector, tags text[], during tstzrange);
CREATE INDEX docs_body_idx ON docs USING gin (body);
CREATE INDEX docs_words_idx ON docs USING gin (words);
CREATE INDEX docs_tags_idx ON docs USING gin (tags);
CREATE INDEX docs_during_idx ON docs USING gist (during);
