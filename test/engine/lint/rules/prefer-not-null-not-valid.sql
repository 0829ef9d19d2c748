--- the helper of old
ALTER TABLE users ADD CONSTRAINT email_set CHECK (email IS NOT NULL) NOT VALID;
--! [ADD CONSTRAINT email_set CHECK (email IS NOT NULL) NOT VALID] PostgreSQL 18 can add NOT NULL on users.email itself as NOT VALID: this CHECK is a constraint too many.
--> ALTER TABLE users ADD CONSTRAINT email_set NOT NULL email NOT VALID;

--- without a name
alter table users add check (email is not null) not valid;
--! [add check (email is not null) not valid] PostgreSQL 18 can add NOT NULL on users.email itself as NOT VALID: this CHECK is a constraint too many.
--> alter table users add constraint users_email_not_null not null email not valid;

--- {"postgres": 17} before 18
alter table users add check (email is not null) not valid;

--- a check that says more is silent
alter table users add constraint email_set check (email is not null and email <> '') not valid;

--- validated at once is another rule's
alter table users add check (email is not null);

--- a new table is silent
create table users (email text);
alter table users add check (email is not null) not valid;

--- inside a DO block
do $$ begin alter table users add constraint email_set check (email is not null) not valid; end $$;
--! [add constraint email_set check (email is not null) not valid] PostgreSQL 18 can add NOT NULL on users.email itself as NOT VALID: this CHECK is a constraint too many.
--> do $$ begin alter table users add constraint email_set not null email not valid; end $$;
