--- made and switched
create function f() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger e on ddl_command_end when tag in ('CREATE TABLE', 'ALTER TABLE') execute function f();
create event trigger g on sql_drop execute procedure f();
alter event trigger e disable;
alter event trigger g rename to h;
drop event trigger e;
