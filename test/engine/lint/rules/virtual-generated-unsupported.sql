--- keys at the column
create table orders (net numeric, gross numeric generated always as (net * 1.2) unique, other numeric generated always as (net) virtual primary key);
--! [unique] PostgreSQL 18 refuses a unique constraint on the virtual generated column gross.
--! [primary] PostgreSQL 18 refuses a primary key on the virtual generated column other.

--- keys of the table
create table orders (net int, gross int generated always as (net) virtual, unique (net, gross), foreign key (gross) references prices);
--! [unique] PostgreSQL 18 refuses a unique constraint on the virtual generated column gross.
--! [foreign] PostgreSQL 18 refuses a foreign key on the virtual generated column gross.

--- indexes
create table orders (net int, gross int generated always as (net) virtual);
--=
create index on orders (gross);
create index concurrently on orders (net) where gross > 1;
create index on orders ((gross + 1));
alter table orders add unique (gross);
--! [orders] PostgreSQL 18 refuses an index that uses the virtual generated column gross.
--! [orders#2] PostgreSQL 18 refuses an index that uses the virtual generated column gross.
--! [orders#3] PostgreSQL 18 refuses an index that uses the virtual generated column gross.
--! [unique] PostgreSQL 18 refuses a unique constraint on the virtual generated column gross.

--- types and functions
create domain price as numeric;
create function tax(numeric) returns numeric immutable language sql as $$ select $1 $$;
--=
create table orders (net numeric, gross price generated always as (net) virtual, t numeric generated always as (tax(net)));
--! [price] PostgreSQL 18 refuses a user-defined type for the virtual generated column gross.
--! [generated#2] PostgreSQL 18 refuses tax() in the virtual generated column t: it is user-defined.

--- stored is silent
create table orders (net int, gross int generated always as (net) stored unique);
create index on orders (gross);

--- {"postgres": 17} before 18 there are none
create table orders (net int, gross int generated always as (net) stored unique);

--- inside a DO block
do $$ begin create table orders (net int, gross int generated always as (net) virtual unique); end $$;
--! [unique] PostgreSQL 18 refuses a unique constraint on the virtual generated column gross.

--- a function of a schema of one's own, though nobody knows it
alter table posts add column slug text generated always as (app.slug(title));
--! [generated] PostgreSQL 18 refuses app.slug() in the virtual generated column slug: it is user-defined.

--- a function of PostgreSQL's is silent
alter table posts add column slug text generated always as (pg_catalog.lower(title)) virtual;
