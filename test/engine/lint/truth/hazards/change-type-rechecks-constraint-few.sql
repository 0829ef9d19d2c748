-- expects: column-type-rechecks-constraint
CREATE TABLE pay (id bigint PRIMARY KEY, amount numeric(8,2), fee numeric(8,2));
ALTER TABLE pay ADD CONSTRAINT amount_over_fee CHECK (amount >= fee);
INSERT INTO pay VALUES (1, 10, 1);
SET lock_timeout = '2s';
ALTER TABLE pay ALTER COLUMN amount TYPE numeric(12,2), ADD COLUMN memo text;
