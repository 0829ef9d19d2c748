--liquibase formatted sql
--changeset ann:3 runInTransaction:false
create index concurrently users_email_idx on users (email);
