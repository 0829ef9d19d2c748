--- fires
DROP TABLE users;
--! [users] DROP TABLE deletes every row of users.

--- silent (1)
CREATE TABLE t (a int);
DROP TABLE t;

--- silent (2)
CREATE TEMP TABLE t (a int);
DROP TABLE t;

--- several, one of them new
CREATE TABLE b (x int);
drop table if exists a, b, app."C";
--! [a#2] DROP TABLE deletes every row of a.
--! [app."C"] DROP TABLE deletes every row of app.C.

--- a foreign table
DROP FOREIGN TABLE remote_users;
--! warning [remote_users] DROP FOREIGN TABLE removes remote_users: programs that still use it fail.

--- the history dropped it before
CREATE TABLE users (id int);
DROP TABLE users;
--= 
DROP TABLE IF EXISTS users;

--- created by an earlier migration
CREATE TABLE users (id int);
--= 
DROP TABLE users;
--! [users] DROP TABLE deletes every row of users.

--- in a DO block
DO $$
BEGIN
  DROP TABLE users;
END
$$;
--! [users] DROP TABLE deletes every row of users.

--- {"section":"down"} going down
DROP TABLE users;

--- a new table with rows is silent
-- lockstep: no-transaction
create table t as select id from users;
drop table t;

--- a table that the history does not know, renamed first
alter table users rename to users_old;
create table users (id bigint primary key);
drop table users_old;
--! [users_old#2] DROP TABLE deletes every row of users_old.
