--- int to bigint
create table users (id int primary key, name text);
--=
ALTER TABLE users ALTER COLUMN id TYPE bigint;
--! [TYPE bigint] Changing users.id from integer to bigint writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes.
--> ALTER TABLE users ADD COLUMN id_new bigint;
--> CREATE FUNCTION users_id_sync() RETURNS trigger LANGUAGE plpgsql AS $$
--> BEGIN
-->   NEW.id_new := CAST(NEW.id AS bigint);
-->   RETURN NEW;
--> END
--> $$;
--> CREATE TRIGGER users_id_sync BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION users_id_sync();
--> -- file: 0010_id_type_1.sql
--> -- lockstep: no-transaction
--> DO $$
--> BEGIN
-->   LOOP
-->     UPDATE users SET id_new = CAST(id AS bigint)
-->     WHERE ctid IN (SELECT ctid FROM users WHERE id_new IS DISTINCT FROM CAST(id AS bigint) LIMIT 10000);
-->     EXIT WHEN NOT FOUND;
-->     COMMIT;
-->   END LOOP;
--> END
--> $$;
--> -- file: 0010_id_type_2.sql
--> -- Before this: NOT NULL, default, constraints and indexes of id, built on id_new without blocking.
--> DROP TRIGGER users_id_sync ON users;
--> DROP FUNCTION users_id_sync();
--> ALTER TABLE users RENAME COLUMN id TO id_old;
--> ALTER TABLE users RENAME COLUMN id_new TO id;

--- with USING
create table users (id bigint, age text);
--=
alter table users alter age set data type int using (trim(age)::int);
--! [type int] Changing users.age from text to integer writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes: USING computes every value.
--> alter table users add column age_new int;
--> create function users_age_sync() returns trigger language plpgsql as $$
--> begin
-->   new.age_new := (trim(new.age)::int);
-->   return new;
--> end
--> $$;
--> create trigger users_age_sync before insert or update on users for each row execute function users_age_sync();
--> -- file: 0010_age_type_1.sql
--> -- lockstep: no-transaction
--> do $$
--> begin
-->   loop
-->     update users set age_new = (trim(age)::int)
-->     where ctid in (select ctid from users where age_new is distinct from (trim(age)::int) limit 10000);
-->     exit when not found;
-->     commit;
-->   end loop;
--> end
--> $$;
--> -- file: 0010_age_type_2.sql
--> -- Before this: NOT NULL, default, constraints and indexes of age, built on age_new without blocking.
--> drop trigger users_age_sync on users;
--> drop function users_age_sync();
--> alter table users rename column age to age_old;
--> alter table users rename column age_new to age;

--- a cast in USING to the new type
create table users (id bigint, age text);
--=
alter table users alter age type int using age::int;
--! [type int] Changing users.age from text to integer writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes.
--> alter table users add column age_new int;
--> create function users_age_sync() returns trigger language plpgsql as $$
--> begin
-->   new.age_new := new.age::int;
-->   return new;
--> end
--> $$;
--> create trigger users_age_sync before insert or update on users for each row execute function users_age_sync();
--> -- file: 0010_age_type_1.sql
--> -- lockstep: no-transaction
--> do $$
--> begin
-->   loop
-->     update users set age_new = age::int
-->     where ctid in (select ctid from users where age_new is distinct from age::int limit 10000);
-->     exit when not found;
-->     commit;
-->   end loop;
--> end
--> $$;
--> -- file: 0010_age_type_2.sql
--> -- Before this: NOT NULL, default, constraints and indexes of age, built on age_new without blocking.
--> drop trigger users_age_sync on users;
--> drop function users_age_sync();
--> alter table users rename column age to age_old;
--> alter table users rename column age_new to age;

--- widening is silent
create table users (a varchar(20), b numeric(10,2), c varchar(5), d timestamp(3), e cidr, f xml, g bit varying(3), h text);
--=
alter table users alter a type varchar(30), alter b type numeric(12,2), alter c type text, alter d type timestamp, alter e type inet,
  alter f type text, alter g type varbit, alter h type varchar using h::varchar;

--- narrowing rewrites
create table users (a varchar(20), b numeric(10,2), c text);
--=
alter table users alter a type varchar(10), alter b type numeric(10,4), alter c type varchar(30);
--! [type varchar(10)] Changing users.a from character varying(20) to character varying(10) writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes.
--! [type numeric(10,4)] Changing users.b from numeric(10,2) to numeric(10,4) writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes.
--! [type varchar(30)] Changing users.c from text to character varying(30) writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes.

--- arrays, char and json
create table users (a varchar(20)[], b char(3), c json);
--=
alter table users alter a type varchar(50)[], alter b type char(5), alter c type jsonb;
--! [type varchar(50)[]] Changing users.a from character varying(20)[] to character varying(50)[] writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes.
--! [type char(5)] Changing users.b from character(3) to character(5) writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes.
--! [type jsonb] Changing users.c from json to jsonb writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes.

--- to timestamptz in an unknown zone
create table users (at timestamp);
--=
alter table users alter at type timestamptz;
--! [type timestamptz] Changing users.at from timestamp without time zone to timestamp with time zone writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes, unless the session's TimeZone is UTC.
--> set local timezone to 'UTC';
--> alter table users alter at type timestamptz;

--- to timestamptz in UTC is silent
create table users (at timestamp);
--=
set timezone = 'UTC';
alter table users alter at type timestamptz;

--- at time zone rewrites even in UTC
create table users (at timestamp);
--=
SET LOCAL timezone = 'UTC';
ALTER TABLE users ALTER at TYPE timestamptz USING at AT TIME ZONE 'UTC';
--! [TYPE timestamptz] Changing users.at from timestamp without time zone to timestamp with time zone writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes: USING … AT TIME ZONE computes every value.
--> SET LOCAL timezone = 'UTC';
--> ALTER TABLE users ALTER at TYPE timestamptz;

--- at time zone of another zone has no free way
create table users (at timestamp);
--=
alter table users alter at type timestamptz using at at time zone 'Europe/Paris';
--! [type timestamptz] Changing users.at from timestamp without time zone to timestamp with time zone writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes: USING … AT TIME ZONE computes every value.

--- domains
create domain email as text check (value like '%@%');
create domain name as text;
create table users (a text, b text, c email);
--=
alter table users alter a type email, alter b type name, alter c type text;
--! [type email] Changing users.a from text to public.email writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes: the domain checks every value.

--- enum
create type mood as enum ('good', 'bad');
create table users (a mood);
--=
alter table users alter a type text using a::text;
--! [type text] Changing users.a from public.mood to text writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes.
--> alter table users add column a_new text;
--> create function users_a_sync() returns trigger language plpgsql as $$
--> begin
-->   new.a_new := new.a::text;
-->   return new;
--> end
--> $$;
--> create trigger users_a_sync before insert or update on users for each row execute function users_a_sync();
--> -- file: 0010_a_type_1.sql
--> -- lockstep: no-transaction
--> do $$
--> begin
-->   loop
-->     update users set a_new = a::text
-->     where ctid in (select ctid from users where a_new is distinct from a::text limit 10000);
-->     exit when not found;
-->     commit;
-->   end loop;
--> end
--> $$;
--> -- file: 0010_a_type_2.sql
--> -- Before this: NOT NULL, default, constraints and indexes of a, built on a_new without blocking.
--> drop trigger users_a_sync on users;
--> drop function users_a_sync();
--> alter table users rename column a to a_old;
--> alter table users rename column a_new to a;

--- a table that the history does not create
alter table users alter column id type bigint;
alter table users alter column name type varchar(200);
--! [type bigint] Changing users.id to bigint writes all of users anew while ACCESS EXCLUSIVE blocks its reads and writes.
--! [type varchar(200)] Changing users.name to character varying(200) may write all of users anew under ACCESS EXCLUSIVE: the history does not tell the column's old type.

--- a new table is silent
create table users (id int);
alter table users alter column id type bigint;

--- filled by this very migration: nobody waits, but all is written twice
create table visits (id int primary key, payload json not null);
insert into visits select id, payload from old_visits;
alter table visits alter payload type jsonb using payload::jsonb;
--! [type jsonb] Changing visits.payload to jsonb writes all of visits anew, which this migration has just filled.

--- a few rows of its own
create table visits (id int primary key, payload json not null);
insert into visits values (1, '{}');
alter table visits alter payload type jsonb using payload::jsonb;
--! [type jsonb] Changing visits.payload to jsonb writes all of visits anew, which this migration has just filled.

--- through text to an enum, whatever the old type was
create type role_new as enum ('user', 'admin');
--=
alter table members alter column role type role_new using (role::text::role_new);
--! [type role_new] Changing members.role to public.role_new writes all of members anew while ACCESS EXCLUSIVE blocks its reads and writes.

--- to an enum straight away
create type state as enum ('open', 'done');
alter table tickets alter column state type state using state::state;
--! [type state#2] Changing tickets.state to public.state writes all of tickets anew while ACCESS EXCLUSIVE blocks its reads and writes.

--- by USING to a type that the history does not know
alter table orders alter column state type order_state using state::order_state;
--! [type order_state] Changing orders.state to public.order_state may write all of orders anew under ACCESS EXCLUSIVE: the history does not tell the column's old type.

--- no row of its own is silent
create table visits (id int primary key, payload json not null);
alter table visits alter payload type jsonb using payload::jsonb;
