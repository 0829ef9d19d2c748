--- int to bigint
create table users (id bigint primary key);
--=
CREATE TABLE orders (user_id int REFERENCES users);
alter table items add column user_id integer references users (id);
--! [REFERENCES users] user_id is integer, but users.id, to which it refers, is bigint.
--! [references users (id)] user_id is integer, but users.id, to which it refers, is bigint.

--- refused
create table users (id uuid primary key, no int unique);
--=
create table orders (user_id text references users, user_no text, foreign key (user_no) references users (no));
--! error [references users] PostgreSQL refuses this foreign key: user_id is text and users.id is uuid.
--! error [references users (no)] PostgreSQL refuses this foreign key: user_no is text and users.no is integer.

--- one type is silent
create domain user_id as bigint;
create table users (id bigint primary key, code varchar(10) unique);
--=
create table orders (a bigint references users, b user_id references users, c text references users (code), d bigserial references users);

--- types nobody knows are silent
alter table orders add constraint f foreign key (user_id) references users (id) not valid;

--- inside a DO block
create table users (id bigint primary key);
--=
do $$ begin create table orders (user_id int references users); end $$;
--! [references users] user_id is integer, but users.id, to which it refers, is bigint.
