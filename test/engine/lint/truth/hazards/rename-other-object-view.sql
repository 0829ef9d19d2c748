-- expects: rename-breaks-clients
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER VIEW active_customers RENAME TO current_customers;
