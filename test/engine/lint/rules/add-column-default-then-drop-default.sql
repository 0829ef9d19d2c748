--- in two statements
ALTER TABLE "users" ADD COLUMN "plan" text DEFAULT 'free' NOT NULL;
ALTER TABLE "users" ALTER COLUMN "plan" DROP DEFAULT;
--! [DROP DEFAULT] Without its default, inserts by code that does not know the new NOT NULL column users.plan fail.
--> ALTER TABLE "users" ADD COLUMN "plan" text DEFAULT 'free' NOT NULL;

--- in one statement
alter table users add column plan text not null default 'free', alter column plan drop default;
--! [drop default] Without its default, inserts by code that does not know the new NOT NULL column users.plan fail.

--- a nullable column is silent
alter table users add column plan text default 'free';
alter table users alter column plan drop default;

--- another column is silent
alter table users add column plan text not null default 'free';
alter table users alter column email drop default;

--- a later migration is silent
alter table users add column plan text not null default 'free';
--=
alter table users alter column plan drop default;

--- a new table is silent
create table users (id int);
alter table users add column plan text not null default 'free';
alter table users alter column plan drop default;

--- inside a DO block
do $$ begin
  alter table users add column plan text not null default 'free';
  alter table users alter column plan drop default;
end $$;
--! [drop default] Without its default, inserts by code that does not know the new NOT NULL column users.plan fail.

--- NOT NULL by a statement of its own
alter table users add column failed_logins integer default 0;
alter table users alter column failed_logins set not null;
alter table users alter column failed_logins drop default;
--! [drop default] Without its default, inserts by code that does not know the new NOT NULL column users.failed_logins fail.
--> alter table users add column failed_logins integer default 0;
--> alter table users alter column failed_logins set not null;

--- a nullable column is silent
alter table users add column failed_logins integer default 0;
alter table users alter column failed_logins drop default;
