-- expects: rename-breaks-clients
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER FUNCTION order_total(bigint) RENAME TO total_of_order;
