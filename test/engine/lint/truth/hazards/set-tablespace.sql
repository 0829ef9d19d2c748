-- expects: set-tablespace
SET lock_timeout = '5s';
SET statement_timeout = '60s';

ALTER TABLE orders SET TABLESPACE fast_disk;
