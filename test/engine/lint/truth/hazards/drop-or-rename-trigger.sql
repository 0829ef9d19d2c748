-- expects: drop-or-rename-trigger
SET lock_timeout = '5s';
SET statement_timeout = '60s';

DROP TRIGGER orders_audit ON orders;
