--- fires
DROP TABLE IF EXISTS users;
CREATE TABLE users (id int);
--! [users] users is dropped and created anew: where it exists, every row is lost.

--- silent
CREATE TABLE users (id int);

--- in another schema, dropped by the history
CREATE TABLE users (id int);
DROP TABLE users;
--= 
DROP TABLE IF EXISTS users;
CREATE TABLE users (id int);
drop table if exists app.orders;
create table app.orders (id int);
--! [app.orders] app.orders is dropped and created anew: where it exists, every row is lost.

--- filled by a query
DROP TABLE IF EXISTS users;
CREATE TABLE users AS SELECT 1 AS id;
--! [users] users is dropped and created anew: where it exists, every row is lost.
