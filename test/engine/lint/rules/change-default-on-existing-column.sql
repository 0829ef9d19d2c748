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

--- NOT NULL goes too
create table users (plan text not null default 'free', note text not null default '');
--=
alter table users alter column plan drop not null, alter column plan drop default;
alter table users alter column note drop default;
alter table users alter column note drop not null;
--! [drop default] New rows that leave out users.plan hold NULL from now on.
--! [drop default#2] New rows that leave out users.note hold NULL from now on.

--- given a default again, or dropped, is silent
create table users (plan text not null default 'free', note text not null default '');
--=
alter table users alter column plan drop default;
alter table users alter column plan type varchar(20);
alter table users alter column plan set default 'pro';
--! [set default] The default of users.plan changes for new rows only: existing ones keep their values.
