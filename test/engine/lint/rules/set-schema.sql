--- fires (1)
ALTER TABLE users SET SCHEMA auth;
--! [SET SCHEMA auth] users moves to the schema auth: programs that name the old one fail.
--> ALTER TABLE users SET SCHEMA auth;
--> CREATE VIEW public.users WITH (security_invoker = true) AS SELECT * FROM auth.users;

--- fires (2)
ALTER FUNCTION total(int) SET SCHEMA api;
--! [SET SCHEMA api] total(int) moves to the schema api: programs that name the old one fail.

--- silent (1)
ALTER TABLE users SET SCHEMA auth;
CREATE VIEW public.users AS SELECT * FROM auth.users;

--- silent (2)
CREATE TABLE t (a int);
ALTER TABLE t SET SCHEMA s;

--- a type, new in this file
ALTER TYPE mood SET SCHEMA app;
ALTER VIEW app.v SET SCHEMA core;
--! [SET SCHEMA app] mood moves to the schema app: programs that name the old one fail.
--! [SET SCHEMA core] app.v moves to the schema core: programs that name the old one fail.
--> ALTER TYPE mood SET SCHEMA app;
--> ALTER VIEW app.v SET SCHEMA core;
--> CREATE VIEW app.v WITH (security_invoker = true) AS SELECT * FROM core.v;
