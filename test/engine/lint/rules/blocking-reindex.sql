--- fires (1)
REINDEX INDEX orders_user_id;
--! [REINDEX INDEX orders_user_id] REINDEX locks the table of orders_user_id in SHARE and the index in ACCESS EXCLUSIVE: writes and new queries wait until it is done.
--> -- lockstep: no-transaction
--> REINDEX INDEX CONCURRENTLY orders_user_id;

--- fires (2)
REINDEX TABLE orders;
--! [REINDEX TABLE orders] REINDEX locks orders in SHARE and the indexes in ACCESS EXCLUSIVE: writes and new queries wait until it is done.
--> -- lockstep: no-transaction
--> REINDEX TABLE CONCURRENTLY orders;

--- silent (1)
-- lockstep: no-transaction
REINDEX INDEX CONCURRENTLY orders_user_id;

--- silent (2)
CREATE TABLE t (a int PRIMARY KEY);
REINDEX TABLE t;

--- {"convention":"dbmate"} dbmate
-- migrate:up
reindex index orders_a;

-- migrate:down
SELECT 1;
--! [reindex index orders_a] REINDEX locks the table of orders_a in SHARE and the index in ACCESS EXCLUSIVE: writes and new queries wait until it is done.
--> -- migrate:up transaction:false
--> reindex index concurrently orders_a;
-->
--> -- migrate:down
--> SELECT 1;

--- everything, in parentheses
REINDEX (VERBOSE) SCHEMA app;
REINDEX SYSTEM shop;
--! [REINDEX (VERBOSE) SCHEMA] REINDEX locks every table of app in SHARE and the indexes in ACCESS EXCLUSIVE: writes and new queries wait until it is done.
--> -- lockstep: no-transaction
--> REINDEX (VERBOSE) SCHEMA CONCURRENTLY app;
--> REINDEX SYSTEM shop;
--! [REINDEX SYSTEM] REINDEX locks every table of shop in SHARE and the indexes in ACCESS EXCLUSIVE: writes and new queries wait until it is done.

--- a statement put together from pieces
do $$
begin
  execute 'reindex table ' || quote_ident('orders');
end $$;
--! [reindex table] REINDEX locks … in SHARE and the indexes in ACCESS EXCLUSIVE: writes and new queries wait until it is done.
