-- expects: drop-column-blocked
CREATE TABLE org (id bigint PRIMARY KEY, active boolean NOT NULL);
CREATE TABLE doc (id bigint PRIMARY KEY, org_id bigint NOT NULL);
CREATE POLICY doc_p ON doc USING (EXISTS (SELECT 1 FROM org o WHERE o.id = doc.org_id AND o.active));
ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
ALTER TABLE org DROP COLUMN active;
