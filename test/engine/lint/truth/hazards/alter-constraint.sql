-- expects: alter-constraint
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey DEFERRABLE INITIALLY DEFERRED;
