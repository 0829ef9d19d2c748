-- expects: drop-other-object
SET lock_timeout = '5s';
SET statement_timeout = '60s';

DROP PUBLICATION orders_pub;
