SET lock_timeout = '5s';
SET statement_timeout = '60s';
UPDATE app.plans p SET price = v.price FROM (VALUES ('free', 0), ('pro', 10)) AS v (code, price) WHERE p.code = v.code;
