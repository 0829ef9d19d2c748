--- search_path
SET search_path = app;
create table t (id bigint);
--! [SET search_path = app] search_path stays changed after this file: later migrations on the same connection run with it.
--> SET LOCAL search_path = app;
--> create table t (id bigint);

--- reset at the end
set search_path = app;
create table t (id bigint);
reset search_path;

--- local
set local search_path = app;

--- pg_dump
select pg_catalog.set_config('search_path', '', false);
--! [pg_catalog.set_config] search_path stays changed after this file: later migrations on the same connection run with it.
--> select pg_catalog.set_config('search_path', '', false);
--> reset search_path;

--- role, outside a transaction
-- lockstep: no-transaction
set role app;
create table t (id bigint);
--! [set role app] role stays changed after this file: later migrations on the same connection run with it.
--> -- lockstep: no-transaction
--> set role app;
--> create table t (id bigint);
--> reset role;

--- timeouts only make things stop
set lock_timeout = '2s';

--- taken back by ROLLBACK
begin;
set role app;
rollback;
