--- on an existing table
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);
--! [EXCLUDE] Adding exclusion constraint no_overlap builds its index while ACCESS EXCLUSIVE blocks reads and writes of bookings.

--- without a name
alter table bookings add exclude using gist (during with &&);
--! [exclude] Adding this exclusion constraint builds its index while ACCESS EXCLUSIVE blocks reads and writes of bookings.

--- a new table is silent
create table bookings (during tstzrange);
alter table bookings add exclude using gist (during with &&);

--- inside a DO block
do $$ begin alter table bookings add exclude using gist (during with &&); end $$;
--! [exclude] Adding this exclusion constraint builds its index while ACCESS EXCLUSIVE blocks reads and writes of bookings.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint primary key, a int);
insert into t values (1, 2);
alter table t add exclude using gist (int4range(a, a + 1) with &&);
--! [exclude] Adding this exclusion constraint builds its index while ACCESS EXCLUSIVE blocks reads and writes of t.
