-- expects: ddl-not-replicated
-- postgres: 15
CREATE PUBLICATION sch FOR TABLES IN SCHEMA billing;
SET lock_timeout = '2s';
ALTER TABLE billing.invoices ADD COLUMN memo text;
