-- expects: rule-ddl
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE RULE orders_keep AS ON DELETE TO orders DO INSTEAD NOTHING;
