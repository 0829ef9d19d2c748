-- Up Migration
create table users (id bigint primary key, email text not null);

-- Down Migration
drop table users;
