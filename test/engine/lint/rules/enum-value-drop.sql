--- rows of pg_enum
delete from pg_catalog.pg_enum where enumlabel = 'sad';
update pg_enum set enumlabel = 'x' where enumlabel = 'sad';
--! [pg_catalog.pg_enum] Removing rows of pg_enum leaves values in tables and indexes that PostgreSQL can no longer read.
--! [pg_enum#2] Changing rows of pg_enum leaves values in tables and indexes that PostgreSQL can no longer read.

--- a table of that name elsewhere
delete from app.pg_enum where enumlabel = 'sad';
