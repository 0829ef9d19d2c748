-- expects: drop-primary-key-breaks-replication
CREATE TABLE app.carts (id bigint CONSTRAINT carts_pkey PRIMARY KEY, uid uuid NOT NULL);
CREATE PUBLICATION cdc FOR TABLE app.carts;
SET lock_timeout='2s'; SET statement_timeout='30s';
ALTER TABLE app.carts DROP CONSTRAINT carts_pkey;
