create table users (id bigint primary key, email text not null);
-- Dbmate schema migrations
