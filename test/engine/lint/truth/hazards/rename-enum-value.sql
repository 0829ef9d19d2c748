-- expects: rename-enum-value
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TYPE order_status RENAME VALUE 'new' TO 'open';
