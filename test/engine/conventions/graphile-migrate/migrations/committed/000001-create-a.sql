--! Previous: -
--! Hash: sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b
--! Message: create a

drop table if exists a;
create table a(id int);
