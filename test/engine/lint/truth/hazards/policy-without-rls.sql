-- expects: policy-without-rls
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE notes (id bigint, owner text);
CREATE POLICY notes_own ON notes USING (owner = current_user);
