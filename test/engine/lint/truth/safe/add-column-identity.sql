SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE events (id uuid PRIMARY KEY, payload jsonb);
ALTER TABLE events ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY;
