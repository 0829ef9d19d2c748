-- expects: rls-function-per-row
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE notes (id bigint, owner uuid);
CREATE POLICY notes_own ON notes FOR ALL USING (owner = auth.uid());
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
