--- fires
CREATE TABLE t (owner text);
CREATE POLICY own ON t USING (owner = current_user);
--! [t#4] Row-level security of t is off: this policy does nothing, every row stays visible.
--> CREATE TABLE t (owner text);
--> CREATE POLICY own ON t USING (owner = current_user);
--> ALTER TABLE t ENABLE ROW LEVEL SECURITY;

--- silent
CREATE TABLE t (owner text);
CREATE POLICY own ON t USING (owner = current_user);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;

--- unknown table
CREATE POLICY own ON orders USING (owner = current_user);
--! info [orders] This policy does nothing unless row-level security of orders is on, which the history does not tell.

--- on by the history
CREATE TABLE a (x int);
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
--= 
CREATE POLICY own ON a USING (x > 0);

--- a table of Supabase's, which has it on
create policy own on storage.objects for select using (bucket_id = 'files');
