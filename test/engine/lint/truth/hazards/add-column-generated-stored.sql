-- expects: stored-generated-column-rewrites-table
-- postgres: 15
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE articles ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED;
