--- fires (1)
CREATE INDEX CONCURRENTLY i ON orders (user_id);
--! [CONCURRENTLY] CREATE INDEX CONCURRENTLY fails: the tool runs this file in a transaction.
--> -- lockstep: no-transaction
--> CREATE INDEX CONCURRENTLY i ON orders (user_id);

--- fires (2)
-- lockstep: no-transaction
BEGIN;
DROP INDEX CONCURRENTLY i;
COMMIT;
--! [CONCURRENTLY] DROP INDEX CONCURRENTLY fails: it runs in the transaction that BEGIN opened.
--> -- lockstep: no-transaction
--> BEGIN;
-->
--> COMMIT;
--> -- file: 0010_concurrently.sql
--> -- lockstep: no-transaction
--> DROP INDEX CONCURRENTLY i;

--- silent
-- lockstep: no-transaction
CREATE INDEX CONCURRENTLY i ON orders (user_id);

--- {"convention":"dbmate"} dbmate
-- migrate:up
CREATE INDEX CONCURRENTLY i ON orders (a);

-- migrate:down
DROP INDEX CONCURRENTLY i;
--! [CONCURRENTLY] CREATE INDEX CONCURRENTLY fails: the tool runs this file in a transaction.
--> -- migrate:up transaction:false
--> CREATE INDEX CONCURRENTLY i ON orders (a);
-->
--> -- migrate:down
--> DROP INDEX CONCURRENTLY i;
--! [CONCURRENTLY#2] DROP INDEX CONCURRENTLY fails: the tool runs this file in a transaction.
--> -- migrate:up
--> CREATE INDEX CONCURRENTLY i ON orders (a);
-->
--> -- migrate:down transaction:false
--> DROP INDEX CONCURRENTLY i;

--- {"convention":"dbmate"} dbmate, outside a transaction
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY i ON orders (a);

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY i;

--- {"convention":"dbmate"} dbmate sends the section as one text
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY i ON orders (a);
CREATE INDEX CONCURRENTLY j ON orders (b);

-- migrate:down
SELECT 1;
--! [CONCURRENTLY] CREATE INDEX CONCURRENTLY fails: the tool sends the file as one text, and several statements in one text are one transaction.
--> -- migrate:up transaction:false
-->
--> CREATE INDEX CONCURRENTLY j ON orders (b);
-->
--> -- migrate:down
--> SELECT 1;
--> -- file: 20240601000000_concurrently.sql
--> -- migrate:up transaction:false
--> CREATE INDEX CONCURRENTLY i ON orders (a);
-->
--> -- migrate:down
--! [CONCURRENTLY#2] CREATE INDEX CONCURRENTLY fails: the tool sends the file as one text, and several statements in one text are one transaction.
--> -- migrate:up transaction:false
--> CREATE INDEX CONCURRENTLY i ON orders (a);
-->
-->
--> -- migrate:down
--> SELECT 1;
--> -- file: 20240601000000_concurrently.sql
--> -- migrate:up transaction:false
--> CREATE INDEX CONCURRENTLY j ON orders (b);
-->
--> -- migrate:down

--- {"convention":"goose"} goose
-- +goose Up
CREATE INDEX CONCURRENTLY i ON orders (a);

-- +goose Down
SELECT 1;
--! [CONCURRENTLY] CREATE INDEX CONCURRENTLY fails: the tool runs this file in a transaction.
--> -- +goose NO TRANSACTION
--> -- +goose Up
--> CREATE INDEX CONCURRENTLY i ON orders (a);
-->
--> -- +goose Down
--> SELECT 1;

--- {"convention":"goose"} goose, outside a transaction
-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY i ON orders (a);
CREATE INDEX CONCURRENTLY j ON orders (b);

-- +goose Down
SELECT 1;

--- {"convention":"golang-migrate"} golang-migrate, alone
CREATE INDEX CONCURRENTLY i ON orders (a);

--- {"convention":"golang-migrate"} golang-migrate, two in one text
CREATE INDEX CONCURRENTLY i ON orders (a);
CREATE INDEX CONCURRENTLY j ON orders (b);
--! [CONCURRENTLY] CREATE INDEX CONCURRENTLY fails: the tool sends the file as one text, and several statements in one text are one transaction.
--> CREATE INDEX CONCURRENTLY j ON orders (b);
--> -- file: 0010_concurrently.up.sql
--> CREATE INDEX CONCURRENTLY i ON orders (a);
--> -- file: 0010_concurrently.down.sql
--! [CONCURRENTLY#2] CREATE INDEX CONCURRENTLY fails: the tool sends the file as one text, and several statements in one text are one transaction.
--> CREATE INDEX CONCURRENTLY i ON orders (a);
--> -- file: 0010_concurrently.up.sql
--> CREATE INDEX CONCURRENTLY j ON orders (b);
--> -- file: 0010_concurrently.down.sql

--- {"convention":"flyway"} flyway takes it out of the transaction itself
CREATE INDEX CONCURRENTLY i ON orders (a);

--- in a DO block
-- lockstep: no-transaction
DO $$
BEGIN
  CREATE INDEX CONCURRENTLY i ON orders (a);
END
$$;
--! [CONCURRENTLY] CREATE INDEX CONCURRENTLY fails: it cannot be executed from a function or a DO block.

--- in a DO block, under a condition
DO $$
BEGIN
  IF to_regclass('i') IS NULL THEN
    CREATE INDEX CONCURRENTLY i ON orders (a);
  END IF;
END
$$;
--! warning [CONCURRENTLY] CREATE INDEX CONCURRENTLY fails: it cannot be executed from a function or a DO block.

--- REINDEX and DETACH
REINDEX (CONCURRENTLY, VERBOSE) TABLE orders;
ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;
--! [CONCURRENTLY] REINDEX CONCURRENTLY fails: the tool runs this file in a transaction.
--> -- lockstep: no-transaction
--> REINDEX (CONCURRENTLY, VERBOSE) TABLE orders;
--> ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;
--! [CONCURRENTLY#2] DETACH PARTITION CONCURRENTLY fails: the tool runs this file in a transaction.
--> -- lockstep: no-transaction
--> REINDEX (CONCURRENTLY, VERBOSE) TABLE orders;
--> ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;

--- REINDEX (CONCURRENTLY false)
REINDEX (CONCURRENTLY false) TABLE orders;

--- on a table of this file
CREATE TABLE t (a int);
CREATE INDEX CONCURRENTLY ON t (a);
--! [CONCURRENTLY] CREATE INDEX CONCURRENTLY fails: the tool runs this file in a transaction.
--> CREATE TABLE t (a int);
--> CREATE INDEX ON t (a);

--- {"section":"down"} going down fails too
DROP INDEX CONCURRENTLY i;
--! [CONCURRENTLY] DROP INDEX CONCURRENTLY fails: the tool runs this file in a transaction.
--> -- lockstep: no-transaction
--> DROP INDEX CONCURRENTLY i;

--- in a function that is made here
CREATE FUNCTION build() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  CREATE INDEX CONCURRENTLY orders_sku_idx ON orders (sku);
END $$;
--! [CONCURRENTLY] CREATE INDEX CONCURRENTLY fails whenever this runs: it cannot be executed from a function or procedure.

--- {"scope": "statement"} a statement put together by format()
do $$
begin
  execute format('create index concurrently %I on app.orders (a)', 'orders_a_idx');
end $$;
--! [concurrently] CREATE INDEX CONCURRENTLY fails: it cannot be executed from a function or a DO block.
