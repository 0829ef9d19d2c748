--- served
create view public.people as select email from auth.users;
create materialized view public.m as select 1 as a;
create table public.p (email text references auth.users (email));
--! [public.people] public.people shows rows of auth.users to everyone who may use the API.
--! [public.m] public.m is served by the API, and a materialized view has no row security.
--! [auth.users#2] auth.users (email) is no key Supabase promises to keep.

--- not served
create view private.people as select email from auth.users;
create table public.p (id uuid references auth.users (id));
