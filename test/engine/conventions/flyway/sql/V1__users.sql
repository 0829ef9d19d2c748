create table users (id bigint primary key, email text not null);
alter table users owner to ${owner};
