--- fires
CREATE TABLE users (id int PRIMARY KEY);
--= an earlier migration
DROP INDEX users_pkey;
--! [users_pkey] DROP INDEX fails: the constraint users_pkey of users requires users_pkey.
--> ALTER TABLE users DROP CONSTRAINT users_pkey;

--- silent
CREATE TABLE users (id int);
CREATE UNIQUE INDEX users_id ON users (id);
--= an earlier migration
DROP INDEX users_id;

--- an unknown table, a constraint made from an index
DROP INDEX IF EXISTS users_pkey;
DROP INDEX users_email_key;
--! warning [users_pkey] DROP INDEX fails if users_pkey belongs to a primary key, as its name says.

--- of an earlier migration, dropped in the right way
CREATE TABLE users (id int, CONSTRAINT u UNIQUE (id));
--= 
drop index app.u, u;
--! [u#2] DROP INDEX fails: the constraint u of users requires u.
