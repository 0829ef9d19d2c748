--- where and which
create extension pg_trgm;
alter extension pg_trgm update;
--! [create extension] pg_trgm goes where the search_path points, in whatever version the server has.
--! [alter extension] What pg_trgm becomes depends on the server's files, and its script may take any lock.

--- said
create extension pg_trgm with schema extensions version '1.6';
