-- expects: disable-all-triggers
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE orders DISABLE TRIGGER ALL;
