--- on an existing table
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
--! [DROP NOT NULL] users.email may hold NULL from now on.

--- a new table is silent
create table users (email text not null);
alter table users alter email drop not null;

--- inside a DO block
do $$ begin alter table users alter email drop not null; end $$;
--! [drop not null] users.email may hold NULL from now on.
