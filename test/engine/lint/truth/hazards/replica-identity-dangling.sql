-- expects: replica-identity-change, drop-primary-key-breaks-replication
-- lockstep: no-transaction
CREATE TABLE ri (id bigint PRIMARY KEY, u uuid NOT NULL);
CREATE UNIQUE INDEX ri_u ON ri (u);
ALTER TABLE ri REPLICA IDENTITY USING INDEX ri_u;
DROP INDEX ri_u;
