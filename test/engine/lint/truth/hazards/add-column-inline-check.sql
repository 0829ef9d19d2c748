-- expects: constraint-validated-at-once
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE orders ADD COLUMN discount numeric CHECK (discount >= 0);
