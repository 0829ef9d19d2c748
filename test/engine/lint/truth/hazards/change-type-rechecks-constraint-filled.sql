-- expects: column-type-rechecks-constraint
CREATE TABLE app.coupons (id bigint PRIMARY KEY, code varchar(10) NOT NULL, CONSTRAINT code_upper CHECK (code = upper(code)));
INSERT INTO app.coupons SELECT id, code FROM legacy.coupons WHERE id BETWEEN 1 AND 1000;
SET lock_timeout='2s'; SET statement_timeout='30s';
ALTER TABLE app.coupons ALTER COLUMN code TYPE varchar(32);
