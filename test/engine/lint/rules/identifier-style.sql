--- capitals and a reserved word
create table "Users" ("userId" bigint, "order" int);
alter table t rename to "New";
--! ["Users"] Users does not match ^[a-z][a-z0-9_]*$, the project's pattern for the names of tables.
--! ["userId"] userId does not match ^[a-z][a-z0-9_]*$, the project's pattern for the names of columns.
--! ["order"] order is a reserved word: it has to be quoted wherever it is used.
--! ["New"] New does not match ^[a-z][a-z0-9_]*$, the project's pattern for the names of tables.

--- snake_case
create table users (user_id bigint);

--- {"options": {"index": "^ix_"}} a pattern of the project
create index users_email on users (email);
create index ix_users_email on users (email);
--! [users_email] users_email does not match ^ix_, the project's pattern for the names of indexes.
