--- a domain with a check
create domain app.email as text check (value like '%@%');
--=
ALTER TABLE users ADD COLUMN contact app.email;
--! [app.email] Adding users.contact writes all of users anew under ACCESS EXCLUSIVE: the domain app.email checks every value.

--- a domain over a constrained domain
create domain positive as int check (value > 0);
create domain small as positive;
--=
alter table users add column n small default 1;
--! [small] Adding users.n writes all of users anew under ACCESS EXCLUSIVE: the domain small checks every value.

--- a domain without constraints is silent
create domain email as text default 'x';
--=
alter table users add column contact email;

--- a new table is silent
create domain email as text check (value like '%@%');
create table users (id int);
alter table users add column contact email;

--- inside a DO block
create domain email as text not null;
--=
do $$ begin alter table users add column contact email default ''; end $$;
--! [email] Adding users.contact writes all of users anew under ACCESS EXCLUSIVE: the domain email checks every value.

--- a new table with few rows that are committed
-- lockstep: no-transaction
create domain positive as int check (value > 0);
create table t (id bigint primary key, a int);
insert into t values (1, 2);
alter table t add column b positive;
--! [positive#2] Adding t.b writes all of t anew under ACCESS EXCLUSIVE: the domain positive checks every value.
