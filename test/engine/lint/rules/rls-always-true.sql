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
