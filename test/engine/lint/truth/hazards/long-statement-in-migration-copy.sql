-- expects: long-statement-in-migration
SET lock_timeout = '5s';
SET statement_timeout = '60s';

COPY orders (id, status) FROM '/var/lib/import/orders.csv' WITH (FORMAT csv);
