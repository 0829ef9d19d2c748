--- none
alter table users add column a int;
--! [alter] This takes a strong lock in a session without application_name.
--> set application_name = 'migration';
--> alter table users add column a int;

--- set
set application_name = 'deploy';
alter table users add column a int;
