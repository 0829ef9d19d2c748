--- fires (1)
CREATE POLICY open ON orders USING (true);
--! [USING (true)] The policy open lets everybody read and write every row of orders.

--- fires (2)
CREATE POLICY ins ON orders FOR INSERT TO public WITH CHECK (true);
--! [WITH CHECK (true)] The policy ins lets everybody insert every row of orders.

--- silent (1)
CREATE POLICY reading ON posts FOR SELECT USING (true);

--- silent (2)
CREATE POLICY own ON orders USING (owner = current_user);

--- written otherwise, trusted metadata
CREATE POLICY a ON t FOR UPDATE USING (1 = 1);
CREATE POLICY b ON t FOR SELECT USING ((auth.jwt() -> 'user_metadata' ->> 'role') = 'admin');
CREATE POLICY c ON t FOR ALL TO authenticated USING (owner = 1) WITH CHECK (true);
--! [USING (1 = 1)] The policy a lets everybody update every row of t.
--! [USING ((auth.jwt() -> 'user_metadata' ->> 'role') = 'admin')] The policy b trusts user_metadata, which users change themselves.
--! [WITH CHECK (true)] The policy c lets everybody read and write every row of t.

--- restrictive, or for one's own role
CREATE POLICY a ON t AS RESTRICTIVE FOR ALL USING (true);
CREATE POLICY b ON t FOR ALL TO service USING (true);

--- made so by ALTER POLICY
CREATE POLICY looking ON posts FOR SELECT USING (owner = current_user);
CREATE POLICY own ON orders TO clerks USING (owner = current_user);
--= an earlier migration
ALTER POLICY looking ON posts USING (true);
ALTER POLICY own ON orders USING (true);
ALTER POLICY own ON orders TO public USING (true);
ALTER POLICY unknown ON notes USING (true);
ALTER POLICY unknown ON notes WITH CHECK (true);
ALTER POLICY unknown ON notes USING (((auth.jwt() -> 'user_metadata') ->> 'role') = 'admin');
--! [USING (true)#3] The policy own lets everybody read and write every row of orders.
--! [USING (true)#4] The policy unknown lets everybody reach every row of notes.
--! [WITH CHECK (true)] The policy unknown lets everybody write every row of notes.
--! [USING (((auth.jwt() -> 'user_metadata') ->> 'role') = 'admin')] The policy unknown trusts user_metadata, which users change themselves.

--- true by one of its arms
CREATE POLICY a ON orders FOR DELETE USING (owner = current_user OR true);
CREATE POLICY b ON orders FOR DELETE USING (owner = current_user AND true);
--! [USING (owner = current_user OR true)] The policy a lets everybody delete every row of orders.
