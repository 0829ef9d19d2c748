--- keys
CREATE TABLE t (id SERIAL PRIMARY KEY, user_id integer references users, n integer);
create table u (id int, primary key (id));
create sequence s as smallint;
--! [SERIAL] id runs out of numbers at 2,147,483,647.
--> CREATE TABLE t (id bigserial PRIMARY KEY, user_id integer references users, n integer);
--> create table u (id int, primary key (id));
--> create sequence s as smallint;
--! [integer] user_id runs out of numbers at 2,147,483,647.
--> CREATE TABLE t (id SERIAL PRIMARY KEY, user_id bigint references users, n integer);
--> create table u (id int, primary key (id));
--> create sequence s as smallint;
--! [int#3] id runs out of numbers at 2,147,483,647.
--> CREATE TABLE t (id SERIAL PRIMARY KEY, user_id integer references users, n integer);
--> create table u (id bigint, primary key (id));
--> create sequence s as smallint;
--! [smallint] s runs out of numbers at 32,767.
--> CREATE TABLE t (id SERIAL PRIMARY KEY, user_id integer references users, n integer);
--> create table u (id int, primary key (id));
--> create sequence s as bigint;

--- other columns
create table t (id bigint primary key, n integer);

--- {"options": {"all": true}} every column
create table t (id bigint primary key, n integer);
--! [integer] n runs out of numbers at 2,147,483,647.
--> create table t (id bigint primary key, n bigint);

--- a temporary table
create temporary table t (id int primary key);
