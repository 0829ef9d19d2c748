--- known types
create table users (a bigint, b varchar(50), c numeric(10,4), d timestamptz, e text, f numeric(10,2), g double precision, h timestamp);
--=
alter table users alter a type int, alter b type varchar(20), alter c type numeric(10,2), alter d type date, alter e type varchar(10) using e::varchar(10),
  alter f type numeric(8,2), alter g type int, alter h type timestamp(0);
--! [type] Changing users.a from bigint to integer fails if a value is above 2147483647.
--! [type#2] Changing users.b from character varying(50) to character varying(20) fails if a value has more than 20 characters.
--! [type#3] Changing users.c from numeric(10,4) to numeric(10,2) rounds digits behind the point.
--! [type#4] Changing users.d from timestamp with time zone to date drops the time of day.
--! [type#5] Changing users.e from text to character varying(10) cuts values of more than 10 characters.
--! [type#6] Changing users.f from numeric(10,2) to numeric(8,2) fails if a value has more digits before the point.
--! [type#7] Changing users.g from double precision to integer rounds fractions.
--! [type#8] Changing users.h from timestamp without time zone to timestamp(0) without time zone rounds fractions of a second.

--- unknown types
alter table users alter name type varchar(20) using name::varchar(20);
alter table users alter age type smallint;
alter table users alter at type timestamptz(0);
alter table users alter city type varchar(100) using left(city, 100);
--! [type] Changing users.name to character varying(20) cuts values of more than 20 characters.
--! [type#2] Changing users.age to smallint fails if a value is above 32767.
--! [type#3] Changing users.at to timestamp(0) with time zone rounds fractions of a second.
--! [type#4] Changing users.city to character varying(100) cuts values of more than 100 characters.

--- wider is silent
create table users (a int, b varchar(50), c numeric(10,2), d timestamp(3), e text[]);
--=
alter table users alter a type bigint, alter b type text, alter c type numeric(12,2), alter d type timestamp, alter e type varchar(3)[];

--- unknown and plain is silent
alter table users alter name type varchar(20);
alter table users alter name type text;

--- a new table is silent
create table users (a bigint);
alter table users alter a type int;

--- inside a DO block
create table users (a bigint);
--=
do $$ begin alter table users alter a type int; end $$;
--! [type] Changing users.a from bigint to integer fails if a value is above 2147483647.

--- filled by this very migration
create table profiles (id bigint primary key, bio varchar(500));
insert into profiles select id, bio from old_profiles;
alter table profiles alter column bio type varchar(160) using left(bio, 160);
--! [type] Changing profiles.bio from character varying(500) to character varying(160) cuts values of more than 160 characters.

--- a few rows of its own
create table codes (id bigint primary key, code varchar(50));
insert into codes values (1, 'a');
alter table codes alter column code type varchar(10);
--! [type] Changing codes.code from character varying(50) to character varying(10) fails if a value has more than 10 characters.
