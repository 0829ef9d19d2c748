create or replace view active_users as select * from users;
