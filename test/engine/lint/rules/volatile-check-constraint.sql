--- time
CREATE TABLE bookings (starts timestamptz CHECK (starts > now()), ends date, CHECK (ends >= CURRENT_DATE));
--! [now] now() gives another answer later: rows that this CHECK let in may break it, and a dump of them cannot be restored.
--! [CURRENT_DATE] CURRENT_DATE gives another answer later: rows that this CHECK let in may break it, and a dump of them cannot be restored.

--- chance, on an existing table
alter table bookings add constraint lucky check (n > random()) not valid;
--! [random] random() gives another answer later: rows that this CHECK let in may break it, and a dump of them cannot be restored.

--- a domain
create domain past as date check (value < current_date);
--! [current_date] CURRENT_DATE gives another answer later: rows that this CHECK let in may break it, and a dump of them cannot be restored.

--- a function of the history
create function allowed(text) returns boolean language plpgsql as $$ begin return true; end $$;
create function sure(text) returns boolean language plpgsql immutable as $$ begin return true; end $$;
--=
create table t (a text check (allowed(a)), b text check (sure(b)));
--! [allowed] allowed() gives another answer later: rows that this CHECK let in may break it, and a dump of them cannot be restored.

--- constants and unknown functions are silent
create table bookings (starts date check (starts > date '2020-01-01'), a text check (lower(a) = a), b text check (app.valid(b)));

--- inside a DO block
do $$ begin alter table bookings add check (starts > now()) not valid; end $$;
--! [now] now() gives another answer later: rows that this CHECK let in may break it, and a dump of them cannot be restored.
