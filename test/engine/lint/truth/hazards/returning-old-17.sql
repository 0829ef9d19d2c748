-- expects: feature-not-on-target-version
-- postgres: 17
UPDATE t SET a = 1 WHERE id = 1 RETURNING old.a, new.a;
