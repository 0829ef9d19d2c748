--- passwords
create role app login password 'secret';
alter role app password 'SCRAM-SHA-256$4096:x';
create subscription s connection 'host=x password=y' publication p;
create user mapping for app server s options (user 'a', password 'b');
select dblink_connect('host=x password=y');
--! [password] This carries a password into version control and the server log.
--! [password#2] This carries a password hash into version control.
--! ['host=x password=y'] This carries a password into version control and pg_subscription.
--! [password#4] This carries a password into version control.
--! [dblink_connect] The connection string holds a password.

--- the server
alter system set work_mem = '8MB';
copy t from program 'curl x';
copy t from '/tmp/x';
select lo_import('/etc/passwd');
create event trigger e on ddl_command_start execute function f();
create extension plpython3u;
create role r superuser;
--! [alter system] ALTER SYSTEM changes the whole server and needs a superuser.
--! [program] COPY … PROGRAM runs a command on the database server.
--! [copy#2] COPY reads or writes a file of the database server.
--! [lo_import] lo_import() reaches files of the database server.
--! [create event trigger] An event trigger runs in every session of the database, on DDL of every role.
--! [plpython3u] plpython3u lets functions do anything on the server.
--! [superuser] This role may do anything on the server.

--- neither
create role app login;
alter role app password null;
copy t from stdin;
create extension pg_trgm;

--- roles that reach beyond
grant pg_execute_server_program to etl;
grant postgres to app;
grant app_readers, pg_monitor to app;
revoke postgres from app;
alter role app bypassrls;
alter role app nobypassrls;
--! [pg_execute_server_program] Members of pg_execute_server_program reach beyond the database, to files and programs of the server.
--! [postgres] Members of postgres reach beyond the database, to files and programs of the server.
--! [bypassrls] No row-level security applies to this role, on any table.

--- languages without bounds
create function f() returns int language plpython3u as 'return 1';
create function g() returns int language plpgsql as 'begin return 1; end';
--! [plpython3u] A function in plpython3u can do anything on the server.
