--- {"postgres": 17} set not null on an existing table
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
--! [SET NOT NULL] SET NOT NULL on users.email reads all of users while ACCESS EXCLUSIVE blocks its reads and writes.
--> ALTER TABLE users ADD CONSTRAINT users_email_not_null CHECK (email IS NOT NULL) NOT VALID;
--> -- file: 0010_email_not_null_1.sql
--> ALTER TABLE users VALIDATE CONSTRAINT users_email_not_null;
--> -- file: 0010_email_not_null_2.up.sql
--> ALTER TABLE users ALTER COLUMN email SET NOT NULL;
--> ALTER TABLE users DROP CONSTRAINT users_email_not_null;
--> -- file: 0010_email_not_null_2.down.sql
--> ALTER TABLE users ALTER COLUMN email DROP NOT NULL;

--- {"postgres": 18} set not null on an existing table in 18
alter table users alter email set not null;
--! [set not null] SET NOT NULL on users.email reads all of users while ACCESS EXCLUSIVE blocks its reads and writes.
--> alter table users add constraint users_email_not_null not null email not valid;
--> -- file: 0010_email_not_null.sql
--> alter table users validate constraint users_email_not_null;

--- {"postgres": 18} a constraint without NOT VALID
alter table users add constraint users_email_not_null not null email;
--! [not null] Adding NOT NULL to users.email reads all of users while ACCESS EXCLUSIVE blocks its reads and writes.
--> alter table users add constraint users_email_not_null not null email not valid;

--- {"postgres": 18} a constraint NOT VALID is silent
alter table users add constraint users_email_not_null not null email not valid;

--- already not null is silent
create table users (id bigint, email text not null);
--=
alter table users alter email set not null;

--- a validated check proves it
create table users (id bigint, email text);
--=
alter table users add constraint email_set check (email is not null and id > 0) not valid;
--=
alter table users validate constraint email_set;
--=
alter table users alter email set not null;

--- a check on a table the history does not create
alter table users add constraint email_set check (email is not null) not valid;
--=
alter table users validate constraint email_set;
--=
alter table users alter email set not null;
alter table users drop constraint email_set;

--- a check that does not say so
create table users (id bigint, email text, constraint some check (email <> ''));
--=
alter table users alter email set not null;
--! [set not null] SET NOT NULL on users.email reads all of users while ACCESS EXCLUSIVE blocks its reads and writes.
--> alter table users add constraint users_email_not_null not null email not valid;
--> -- file: 0010_email_not_null.sql
--> alter table users validate constraint users_email_not_null;

--- a check that is not validated
create table users (id bigint, email text);
alter table users add constraint email_set check (email is not null) not valid;
--=
alter table users alter email set not null;
--! [set not null] SET NOT NULL on users.email reads all of users while ACCESS EXCLUSIVE blocks its reads and writes: email_set would prove that there is no NULL, but it is not validated.

--- the proof is dropped by the same statement
create table users (id bigint, email text, constraint email_set check (email is not null));
--=
alter table users alter email set not null, drop constraint email_set;
--! [set not null] SET NOT NULL on users.email reads all of users while ACCESS EXCLUSIVE blocks its reads and writes: email_set, which proves there is no NULL, is dropped first by the same statement.
--> alter table users alter email set not null;
--> alter table users drop constraint email_set;

--- two columns, one of them proven
create table users (id bigint, email text check (email is not null), name text);
--=
alter table users alter email set not null, alter name set not null;
--! [set not null#2] SET NOT NULL on users.name reads all of users while ACCESS EXCLUSIVE blocks its reads and writes.

--- a table made in this migration is silent
create table users (id bigint, email text);
alter table users alter email set not null;

--- inside a DO block
do $$ begin alter table users alter email set not null; end $$;
--! [set not null] SET NOT NULL on users.email reads all of users while ACCESS EXCLUSIVE blocks its reads and writes.
--> do $$ begin alter table users add constraint users_email_not_null not null email not valid; end $$;
--> -- file: 0010_email_not_null.sql
--> alter table users validate constraint users_email_not_null;

--- {"convention": "flyway", "postgres": 16} three migrations of Flyway
alter table users alter column email set not null;
--! [set not null] SET NOT NULL on users.email reads all of users while ACCESS EXCLUSIVE blocks its reads and writes.
--> alter table users add constraint users_email_not_null check (email is not null) not valid;
--> -- file: V10__email_not_null_1.sql
--> alter table users validate constraint users_email_not_null;
--> -- file: V10__email_not_null_2.sql
--> alter table users alter column email set not null;
--> alter table users drop constraint users_email_not_null;

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint primary key, a int);
insert into t values (1, 2);
alter table t alter a set not null;
--! [set not null] SET NOT NULL on t.a reads all of t while ACCESS EXCLUSIVE blocks its reads and writes.
--> -- lockstep: no-transaction
--> create table t (id bigint primary key, a int);
--> insert into t values (1, 2);
--> alter table t add constraint t_a_not_null not null a not valid;
--> -- file: 0010_a_not_null.sql
--> alter table t validate constraint t_a_not_null;
