--- to everybody
grant select on users to public;
grant create on schema app to public;
grant admin to public;
--! [to public] Every role there is and will be gets these rights.
--! [to public#2] Every role there is and will be gets these rights.
--! [to public#3] Every role becomes a member of what is granted here.

--- all of them
GRANT ALL PRIVILEGES ON users TO app;
grant all on users to app;
--! [ALL PRIVILEGES] This gives every right on it, TRUNCATE and TRIGGER included.
--! [all] This gives every right on it, TRUNCATE and TRIGGER included.

--- on everything
grant insert on all tables in schema app to app;
alter default privileges in schema app grant select on tables to app;
alter default privileges in schema app grant all on tables to app;
--! [on all] This reaches every object of the schema, those nobody thought of too.
--! info [alter default privileges] Every object made from now on gets these rights, unseen.
--! [all#2] This gives every right on all later tables, TRUNCATE and TRIGGER included.

--- what everybody has anyway
create function f() returns int language sql return 1;
grant execute on function f() to public;
grant usage on schema public to public;
grant usage on type mood to public;

--- what everybody has only when given
grant usage on schema app to public;
grant execute on function g(bigint) to public;
grant execute on all functions in schema app to public;
--! [to public] Every role there is and will be gets these rights.
--! [to public#2] Every role there is and will be gets these rights.
--! [to public#3] Every role there is and will be gets these rights.

--- named
grant select, insert on users to app;
revoke all on users from public;

--- what an application needs on every later table, named
alter default privileges in schema app grant select, insert, update, delete on tables to app;
alter default privileges in schema app grant select, truncate on tables to app;
--! info [alter default privileges] Every object made from now on gets these rights, unseen.
--! [alter default privileges#2] Every object made from now on gets these rights, unseen.

--- later functions for everybody, which is the default unless it was taken away
alter default privileges in schema app grant execute on functions to public;
--! [to public] Every role there is and will be gets these rights.
