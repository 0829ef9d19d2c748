--- set and drop
alter table users alter column plan set default 'pro', alter column note drop default;
--! [set default] The default of users.plan changes for new rows only: existing ones keep their values.
--! [drop default] New rows that leave out users.note hold NULL from now on.

--- dropped from a NOT NULL column
create table users (plan text not null default 'free');
--=
ALTER TABLE users ALTER COLUMN plan DROP DEFAULT;
--! warning [DROP DEFAULT] Without its default, inserts that leave out the NOT NULL column users.plan fail.

--- a column of this migration is silent
alter table users add column plan text;
alter table users alter column plan set default 'pro';

--- a new table is silent
create table users (plan text);
alter table users alter column plan set default 'pro';

--- inside a DO block
do $$ begin alter table users alter column plan set default 'pro'; end $$;
--! [set default] The default of users.plan changes for new rows only: existing ones keep their values.
