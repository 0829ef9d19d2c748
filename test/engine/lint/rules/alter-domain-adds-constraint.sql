--- an unknown domain
alter domain email add constraint email_check check (value like '%@%');
--! [add constraint email_check check (value like '%@%')] Adding this constraint takes SHARE on every table with a column of email and reads it in full: writes wait.
--> alter domain email add constraint email_check check (value like '%@%') not valid;

--- SET NOT NULL and VALIDATE
ALTER DOMAIN email SET NOT NULL;
ALTER DOMAIN email VALIDATE CONSTRAINT email_check;
--! [SET NOT NULL] SET NOT NULL takes SHARE on every table with a column of email and reads it in full: writes wait.
--! [VALIDATE CONSTRAINT email_check] Validating this constraint takes SHARE on every table with a column of email and reads it in full: writes wait.

--- NOT VALID
alter domain email add constraint email_check check (value like '%@%') not valid;

--- its tables are known
create domain email as text;
create table users (id bigint, mail email);
--=
alter domain email add constraint email_check check (value like '%@%');
--! [add constraint email_check check (value like '%@%')] Adding this constraint takes SHARE on users and reads it in full: writes wait.
--> alter domain email add constraint email_check check (value like '%@%') not valid;

--- nothing uses it
create domain email as text;
create table users (id bigint, mail text);
--=
alter domain email add constraint email_check check (value like '%@%');

--- inside an array
create domain email as text;
create table users (id bigint, mails email[]);
--=
alter domain email add constraint email_check check (value like '%@%');
--! error [add constraint email_check check (value like '%@%')] Adding this constraint fails: users.mails uses email inside an array.

--- dropping one
alter domain email drop constraint email_check;

--- inside a composite type
create domain pos as int;
create type span_of as (lo pos, hi pos);
create table t (id bigint, s span_of);
--= an earlier migration
alter domain pos add constraint p check (value > 0);
alter domain pos add constraint q check (value > 1) not valid;
--! error [add constraint p check (value > 0)] Adding this constraint fails: t.s uses pos inside another type.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create domain email as text;
create table t (id bigint primary key, e email);
insert into t values (1, 'a@b');
alter domain email add constraint has_at check (value like '%@%');
--! [add constraint has_at check (value like '%@%')] Adding this constraint takes SHARE on t and reads it in full: writes wait.
--> -- lockstep: no-transaction
--> create domain email as text;
--> create table t (id bigint primary key, e email);
--> insert into t values (1, 'a@b');
--> alter domain email add constraint has_at check (value like '%@%') not valid;
