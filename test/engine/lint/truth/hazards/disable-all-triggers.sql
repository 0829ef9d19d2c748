-- expects: disable-all-triggers
SET lock_timeout = '5s';
SET statement_timeout = '60s';

SET session_replication_role = replica;
INSERT INTO order_items SELECT * FROM staging_items;
