--- VACUUM
VACUUM (ANALYZE) users;
--! [VACUUM] VACUUM can't run inside a transaction block: it fails.
--> -- lockstep: no-transaction
--> VACUUM (ANALYZE) users;

--- the others
create database x;
alter system set work_mem = '8MB';
reindex schema public;
discard all;
cluster;
create subscription s connection 'host=x' publication p;
--! [create database] CREATE DATABASE can't run inside a transaction block: it fails.
--> -- lockstep: no-transaction
--> create database x;
--> alter system set work_mem = '8MB';
--> reindex schema public;
--> discard all;
--> cluster;
--> create subscription s connection 'host=x' publication p;
--! [alter system] ALTER SYSTEM can't run inside a transaction block: it fails.
--> -- lockstep: no-transaction
--> create database x;
--> alter system set work_mem = '8MB';
--> reindex schema public;
--> discard all;
--> cluster;
--> create subscription s connection 'host=x' publication p;
--! [reindex schema] REINDEX SCHEMA can't run inside a transaction block: it fails.
--> -- lockstep: no-transaction
--> create database x;
--> alter system set work_mem = '8MB';
--> reindex schema public;
--> discard all;
--> cluster;
--> create subscription s connection 'host=x' publication p;
--! [discard all] DISCARD ALL can't run inside a transaction block: it fails.
--> -- lockstep: no-transaction
--> create database x;
--> alter system set work_mem = '8MB';
--> reindex schema public;
--> discard all;
--> cluster;
--> create subscription s connection 'host=x' publication p;
--! [cluster] CLUSTER can't run inside a transaction block: it fails.
--> -- lockstep: no-transaction
--> create database x;
--> alter system set work_mem = '8MB';
--> reindex schema public;
--> discard all;
--> cluster;
--> create subscription s connection 'host=x' publication p;
--! [create subscription] CREATE SUBSCRIPTION can't run inside a transaction block: it fails.
--> -- lockstep: no-transaction
--> create database x;
--> alter system set work_mem = '8MB';
--> reindex schema public;
--> discard all;
--> cluster;
--> create subscription s connection 'host=x' publication p;

--- outside a transaction
-- lockstep: no-transaction
vacuum users;

--- allowed
analyze users;
reindex table users;
cluster users using i;
create subscription s connection 'host=x' publication p with (connect = false);

--- CONCURRENTLY is another rule's
reindex (concurrently) schema public;

--- a partitioned table
create table m (a int) partition by range (a);
--=
reindex table m;
--! [reindex table] REINDEX TABLE can't run inside a transaction block: it fails.
--> -- lockstep: no-transaction
--> reindex table m;

--- {"convention": "dbmate"} dbmate
-- migrate:up
VACUUM users;

-- migrate:down
--! [VACUUM] VACUUM can't run inside a transaction block: it fails.
--> -- migrate:up transaction:false
--> VACUUM users;
-->
--> -- migrate:down

--- {"convention": "golang-migrate"} one statement alone
vacuum users;

--- {"convention": "golang-migrate"} sent together with another
vacuum users;
select 1;
--! [vacuum] VACUUM can't run inside a transaction block: it fails.

--- inside a DO block
-- lockstep: no-transaction
do $$ begin
  execute 'vacuum users';
end $$;
--! [vacuum] VACUUM can't run from a DO block: it fails.

--- a subscription that refreshes
alter subscription s refresh publication;
alter subscription s set publication p;
alter subscription s set publication p with (refresh = false);
alter subscription s disable;
--! [alter subscription] ALTER SUBSCRIPTION can't run inside a transaction block: it fails.
--> -- lockstep: no-transaction
--> alter subscription s refresh publication;
--> alter subscription s set publication p;
--> alter subscription s set publication p with (refresh = false);
--> alter subscription s disable;
--! [alter subscription#2] ALTER SUBSCRIPTION can't run inside a transaction block: it fails.
--> -- lockstep: no-transaction
--> alter subscription s refresh publication;
--> alter subscription s set publication p;
--> alter subscription s set publication p with (refresh = false);
--> alter subscription s disable;
