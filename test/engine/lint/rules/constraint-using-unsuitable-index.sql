--- each flaw
create table users (a text, b text, c text);
create unique index partial on users (a) where b is not null;
create unique index expressed on users (lower(a));
create unique index sorted on users (a desc);
create index plain on users (a);
create unique index pattern on users (a text_pattern_ops);
create unique index good on users (a, b) include (c);
--=
alter table users add unique using index partial;
alter table users add constraint users_a_key unique using index expressed;
alter table users add unique using index sorted;
alter table users add primary key using index plain;
alter table users add unique using index pattern;
alter table users add unique using index good;
--! [partial] PostgreSQL refuses to make a constraint from partial: it leaves out rows.
--! [expressed] PostgreSQL refuses to make a constraint from expressed: it is built on an expression.
--! [sorted] PostgreSQL refuses to make a constraint from sorted: its order is not the default one.
--! [plain] PostgreSQL refuses to make a constraint from plain: it is not unique.
--! [pattern] PostgreSQL refuses to make a constraint from pattern: its operator class is not the default one.

--- a partitioned table
create table events (id bigint, at date) partition by range (at);
create unique index events_key on events (id, at);
--=
ALTER TABLE events ADD CONSTRAINT events_key UNIQUE USING INDEX events_key;
--! [events_key#2] PostgreSQL refuses to make a constraint from events_key: events is partitioned.

--- in the same migration
create unique index concurrently users_email_key on users (lower(email));
alter table users add constraint users_email_key unique using index users_email_key;
--! [users_email_key#3] PostgreSQL refuses to make a constraint from users_email_key: it is built on an expression.

--- an index nobody knows is silent
alter table users add unique using index users_email_key;

--- inside a DO block
create table users (a text);
create index plain on users (a);
--=
do $$ begin alter table users add unique using index plain; end $$;
--! [plain] PostgreSQL refuses to make a constraint from plain: it is not unique.
