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

--- what refers to a key as small as itself
create table posts (id serial primary key);
create table people (id bigint primary key);
--=
create table votes (post_id int references posts on delete cascade, person_id int references people, primary key (post_id, person_id));
alter table people add column last_post int references posts;
--! [int#2] person_id runs out of numbers at 2,147,483,647.
--> create table votes (post_id int references posts on delete cascade, person_id bigint references people, primary key (post_id, person_id));
--> alter table people add column last_post int references posts;
