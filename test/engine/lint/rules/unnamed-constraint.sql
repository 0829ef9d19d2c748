--- without a name
alter table orders add check (total >= 0), add unique (no), add foreign key (user_id) references users;
--! [check] This constraint gets a name that PostgreSQL makes up.
--! [unique] This constraint gets a name that PostgreSQL makes up.
--! [foreign] This constraint gets a name that PostgreSQL makes up.

--- with a name is silent
alter table orders add constraint c check (total >= 0);

--- inside a DO block
do $$ begin alter table orders add check (total >= 0); end $$;
--! [check] This constraint gets a name that PostgreSQL makes up.
