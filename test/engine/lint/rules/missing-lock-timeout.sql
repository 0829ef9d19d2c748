--- a strong lock on a table that exists
alter table users drop column legacy;
--! [alter] This waits for ACCESS EXCLUSIVE on users without a lock_timeout: while it waits, other queries on it queue up behind.
--> set local lock_timeout = '2s';
--> alter table users drop column legacy;

--- one finding a transaction
ALTER TABLE users DROP COLUMN legacy;
ALTER TABLE orders DROP COLUMN legacy;
--! [ALTER] This waits for ACCESS EXCLUSIVE on users without a lock_timeout: while it waits, other queries on it queue up behind.
--> SET LOCAL lock_timeout = '2s';
--> ALTER TABLE users DROP COLUMN legacy;
--> ALTER TABLE orders DROP COLUMN legacy;

--- with a timeout
set lock_timeout = '1s';
alter table users drop column legacy;

--- set locally, in the transaction
begin;
set local lock_timeout = '1s';
alter table users drop column legacy;
commit;

--- a timeout of the transaction before does not count
begin;
set local lock_timeout = '1s';
alter table users drop column legacy;
commit;
begin;
alter table orders drop column legacy;
commit;
--! [alter#2] This waits for ACCESS EXCLUSIVE on orders without a lock_timeout: while it waits, other queries on it queue up behind.
--> begin;
--> set local lock_timeout = '1s';
--> alter table users drop column legacy;
--> commit;
--> begin;
--> set local lock_timeout = '2s';
--> alter table orders drop column legacy;
--> commit;

--- outside of transactions
-- lockstep: no-transaction
alter table users drop column legacy;
alter table orders drop column legacy;
--! [alter] This waits for ACCESS EXCLUSIVE on users without a lock_timeout: while it waits, other queries on it queue up behind.
--> -- lockstep: no-transaction
--> set lock_timeout = '2s';
--> alter table users drop column legacy;
--> alter table orders drop column legacy;

--- a new table
create table t (id bigint);
create index on t (id);
alter table t add column a text;

--- CONCURRENTLY waits without making others wait
-- lockstep: no-transaction
create index concurrently i on t (a);

--- {"timeouts": true} set by the role
alter table users drop column legacy;

--- inside a DO block
do $$ begin
  alter table users drop column legacy;
end $$;
--! [alter] This waits for ACCESS EXCLUSIVE on users without a lock_timeout: while it waits, other queries on it queue up behind.
--> set local lock_timeout = '2s';
--> do $$ begin
-->   alter table users drop column legacy;
--> end $$;

--- {"convention": "goose"} goose
-- +goose Up
alter table users drop column legacy;
-- +goose Down
alter table users add column legacy text;
--! [alter] This waits for ACCESS EXCLUSIVE on users without a lock_timeout: while it waits, other queries on it queue up behind.
--> -- +goose Up
--> set local lock_timeout = '2s';
--> alter table users drop column legacy;
--> -- +goose Down
--> alter table users add column legacy text;

--- set inside a DO block, which is a transaction by itself
-- lockstep: no-transaction
do $$
begin
  set local lock_timeout = '2s';
  alter table users add column a int;
end
$$;

--- not set in a DO block outside of transactions
-- lockstep: no-transaction
do $$
begin
  alter table users add column a int;
end
$$;
--! [alter] This waits for ACCESS EXCLUSIVE on users without a lock_timeout: while it waits, other queries on it queue up behind.
--> -- lockstep: no-transaction
--> set lock_timeout = '2s';
--> do $$
--> begin
-->   alter table users add column a int;
--> end
--> $$;

--- one setting serves every block behind it
-- lockstep: no-transaction
do $$ begin alter table users add column a int; end $$;
do $$ begin alter table orders add column a int; end $$;
--! [alter] This waits for ACCESS EXCLUSIVE on users without a lock_timeout: while it waits, other queries on it queue up behind.
--> -- lockstep: no-transaction
--> set lock_timeout = '2s';
--> do $$ begin alter table users add column a int; end $$;
--> do $$ begin alter table orders add column a int; end $$;

--- {"scope": "simple query"} beside the setting it stands in a transaction
alter table users drop column legacy;
--! [alter] This waits for ACCESS EXCLUSIVE on users without a lock_timeout: while it waits, other queries on it queue up behind.
--> set local lock_timeout = '2s';
--> alter table users drop column legacy;

--- {"scope": "simple query"} what a transaction would refuse gets no fix
vacuum full users;
--! [vacuum] This waits for ACCESS EXCLUSIVE on users without a lock_timeout: while it waits, other queries on it queue up behind.

--- {"scope": "simple query"} a block that commits
do $$ begin alter table users drop column legacy; commit; end $$;
--! [alter] This waits for ACCESS EXCLUSIVE on users without a lock_timeout: while it waits, other queries on it queue up behind.
