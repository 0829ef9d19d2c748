--- fires
CREATE POLICY own ON orders USING (owner = auth.uid());
--! [auth.uid()] auth.uid() is called for every row this policy looks at.
--> CREATE POLICY own ON orders USING (owner = (SELECT auth.uid()));

--- silent
CREATE POLICY own ON orders USING (owner = (SELECT auth.uid()));

--- a setting, nested in a cast, on both sides
CREATE POLICY own ON orders USING (tenant = current_setting('app.tenant')::uuid) WITH CHECK (owner = auth.uid());
ALTER POLICY own ON orders USING (auth.role() = 'x');
--! info [current_setting('app.tenant')] current_setting() is called for every row this policy looks at.
--> CREATE POLICY own ON orders USING (tenant = (SELECT current_setting('app.tenant'))::uuid) WITH CHECK (owner = (SELECT auth.uid()));
--> ALTER POLICY own ON orders USING (auth.role() = 'x');
--! [auth.role()] auth.role() is called for every row this policy looks at.
--> CREATE POLICY own ON orders USING (tenant = current_setting('app.tenant')::uuid) WITH CHECK (owner = auth.uid());
--> ALTER POLICY own ON orders USING ((SELECT auth.role()) = 'x');

--- only what is written is looked at
CREATE POLICY ins ON orders FOR INSERT WITH CHECK (owner = auth.uid());
--! info [auth.uid()] auth.uid() is called for every row this policy lets be written.
--> CREATE POLICY ins ON orders FOR INSERT WITH CHECK (owner = (SELECT auth.uid()));

--- once a policy
CREATE POLICY own ON orders USING (owner = auth.uid()) WITH CHECK (owner = auth.uid());
--! [auth.uid()] auth.uid() is called for every row this policy looks at.
--> CREATE POLICY own ON orders USING (owner = (SELECT auth.uid())) WITH CHECK (owner = (SELECT auth.uid()));
