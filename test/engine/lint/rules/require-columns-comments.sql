--- nothing of it
create table t (id bigint primary key);
--! [t#3] t lacks the column created_at, the column updated_at, a comment.

--- all of it
create table t (id bigint primary key, created_at timestamptz, updated_at timestamptz);
comment on table t is 'x';

--- {"options": {"columns": [], "columnComment": true, "notNull": true}} more of it
create table t (id bigint primary key, a int);
comment on table t is 'x';
--! [t#3] t lacks a comment on id, a comment on a, NOT NULL on a.
