-- expects: column-type-blocked-by-dependents
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE tickets (id bigint PRIMARY KEY, subject varchar(100));
CREATE VIEW ticket_subjects AS SELECT id, subject FROM tickets;
ALTER TABLE tickets ALTER COLUMN subject TYPE text;
