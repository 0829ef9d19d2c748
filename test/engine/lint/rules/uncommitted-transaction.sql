--- BEGIN without COMMIT
-- lockstep: no-transaction
BEGIN;
CREATE TABLE t (id bigint);
--! [BEGIN] This transaction is never committed: what it does is lost when the connection closes.
--> -- lockstep: no-transaction
--> BEGIN;
--> CREATE TABLE t (id bigint);
--> COMMIT;

--- with COMMIT
-- lockstep: no-transaction
begin;
create table t (id bigint);
commit;

--- no semicolon at the end
-- lockstep: no-transaction
begin;
create table t (id bigint)
--! [begin] This transaction is never committed: what it does is lost when the connection closes.
--> -- lockstep: no-transaction
--> begin;
--> create table t (id bigint);
--> commit;

--- {"convention": "golang-migrate"} golang-migrate
BEGIN;
CREATE TABLE t (id bigint);
--! [BEGIN] This transaction is never committed: what it does is lost when the connection closes.
--> BEGIN;
--> CREATE TABLE t (id bigint);
--> COMMIT;

--- AND CHAIN begins another
-- lockstep: no-transaction
BEGIN;
CREATE TABLE t (id bigint);
COMMIT AND CHAIN;
CREATE TABLE u (id bigint);
--! [COMMIT] This transaction is never committed: what it does is lost when the connection closes.
--> -- lockstep: no-transaction
--> BEGIN;
--> CREATE TABLE t (id bigint);
--> COMMIT AND CHAIN;
--> CREATE TABLE u (id bigint);
--> COMMIT;

--- AND CHAIN, committed
-- lockstep: no-transaction
BEGIN;
CREATE TABLE t (id bigint);
COMMIT AND CHAIN;
CREATE TABLE u (id bigint);
COMMIT;
