-- expects: rls-always-true
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE notes (id bigint, owner text);
CREATE POLICY notes_all ON notes FOR ALL USING (true) WITH CHECK (true);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
