-- expects: no-default-operator-class
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE docs (id bigint, body json);
CREATE INDEX docs_body_idx ON docs (body);
