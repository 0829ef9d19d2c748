--- {"options": {"tables": ["users"]}} a table of the list
alter table users add column shoe_size int;
--! [shoe_size] users is among the tables that are to get no further columns.

--- {"options": {"tables": ["public.users"]}} with its schema
alter table users add column shoe_size int;
--! [shoe_size] users is among the tables that are to get no further columns.

--- {"options": {"tables": ["users"]}} another table is silent
alter table shoes add column size int;

--- without a list it is silent
alter table users add column shoe_size int;
