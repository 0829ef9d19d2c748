-- Deploy flipr:users to pg

create index concurrently users_idx on users (id);
