--- BEGIN and COMMIT under the tool's transaction
BEGIN;
CREATE TABLE t (id bigint);
COMMIT;
--! info [BEGIN] The tool runs this file in a transaction: this BEGIN does nothing, and the COMMIT that belongs to it ends the tool’s.
--> CREATE TABLE t (id bigint);

--- COMMIT alone
create table t (id bigint);
commit;
create table u (id bigint);
--! [commit] This COMMIT ends the transaction that the tool began: what follows runs outside of it.
--> create table t (id bigint);
-->
--> create table u (id bigint);

--- the file's own transaction
-- lockstep: no-transaction
begin;
create table t (id bigint);
commit;

--- twice
-- lockstep: no-transaction
begin;
begin;
commit;
commit;
--! [begin#2] A transaction is open already: this BEGIN does nothing but warn.
--> -- lockstep: no-transaction
--> begin;
-->
-->
--> commit;
--! [commit#2] There is no transaction to end here: this COMMIT does nothing but warn.
--> -- lockstep: no-transaction
--> begin;
--> begin;
--> commit;

--- {"convention": "golang-migrate"} BEGIN is all right in a text of several statements
BEGIN;
CREATE TABLE t (id bigint);
COMMIT;
