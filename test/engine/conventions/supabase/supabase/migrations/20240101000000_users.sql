-- users
create table users (id bigint primary key);
alter table users add email text;
