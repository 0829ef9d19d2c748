-- expects: pending-trigger-events
SET lock_timeout='2s'; SET statement_timeout='30s';
ALTER TABLE child ADD CONSTRAINT child_p FOREIGN KEY (pid) REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;
INSERT INTO child (id, pid) VALUES (1, 1);
ALTER TABLE child ADD COLUMN x text;
