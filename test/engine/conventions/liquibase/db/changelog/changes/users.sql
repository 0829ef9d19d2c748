--liquibase formatted sql

--changeset ann:1 labels:v1
--comment: the users
create table users (id bigint primary key, email text not null);
--rollback drop table users;

--changeset ann:2
alter table users add name text;
/* liquibase rollback
alter table users drop name;
*/
