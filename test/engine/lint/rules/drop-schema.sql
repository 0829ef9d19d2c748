--- fires
DROP SCHEMA app CASCADE;
--! [app] DROP SCHEMA app CASCADE deletes every table in it, and what depends on them elsewhere.

--- silent
CREATE SCHEMA app;
DROP SCHEMA app;

--- without CASCADE
DROP SCHEMA IF EXISTS app, core;
--! warning [app] DROP SCHEMA app fails unless it is empty, and programs that still name it fail afterwards.
--! warning [core] DROP SCHEMA core fails unless it is empty, and programs that still name it fail afterwards.
