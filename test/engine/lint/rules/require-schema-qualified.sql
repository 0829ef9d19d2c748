--- none
create table t (id bigint);
alter table "Users" add column a int;
--! [t#3] t is looked up or made along the session's search_path.
--> create table public.t (id bigint);
--> alter table "Users" add column a int;
--! ["Users"] Users is looked up or made along the session's search_path.
--> create table t (id bigint);
--> alter table public."Users" add column a int;

--- given
create table app.t (id bigint);
create temporary table t (id bigint);
