-- expects: primary-key-using-index-nullable
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE UNIQUE INDEX CONCURRENTLY users_pkey ON users (id);
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;
