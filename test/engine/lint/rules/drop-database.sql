--- fires
DROP DATABASE shop;
--! [DROP DATABASE shop] DROP DATABASE deletes everything in shop, and can't be rolled back.

--- silent
CREATE SCHEMA shop;
