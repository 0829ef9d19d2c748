--- fires
CREATE POLICY a ON orders FOR SELECT USING (owner = current_user);
CREATE POLICY b ON orders FOR SELECT USING (status = 'public');
--! [orders#2] The policies a and b of orders are both evaluated for the same role and command.

--- silent
CREATE POLICY a ON orders FOR SELECT USING (owner = current_user);
CREATE POLICY b ON orders FOR INSERT WITH CHECK (owner = current_user);
