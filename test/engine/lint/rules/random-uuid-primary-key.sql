--- random
create table t (id uuid primary key default gen_random_uuid());
--! [gen_random_uuid] Random keys in id spread inserts over the whole index.
--> create table t (id uuid primary key default uuidv7());

--- {"postgres": 17} as a table constraint
create table t (id uuid default uuid_generate_v4(), primary key (id));
--! [uuid_generate_v4] Random keys in id spread inserts over the whole index.

--- in order
create table t (id uuid primary key default uuidv7(), token uuid default gen_random_uuid());
