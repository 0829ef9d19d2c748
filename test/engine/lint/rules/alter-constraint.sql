--- deferrable
create table users (id bigint primary key);
create table orders (user_id bigint constraint orders_user_fkey references users);
--=
ALTER TABLE orders ALTER CONSTRAINT orders_user_fkey DEFERRABLE INITIALLY DEFERRED;
--! [ALTER CONSTRAINT orders_user_fkey DEFERRABLE INITIALLY DEFERRED] Altering orders_user_fkey takes ACCESS EXCLUSIVE on orders.

--- a constraint nobody knows
alter table orders alter constraint orders_user_fkey not deferrable;
--! [alter constraint orders_user_fkey not deferrable] Altering orders_user_fkey takes ACCESS EXCLUSIVE on orders.

--- {"postgres": 18} enforced
alter table orders alter constraint orders_user_fkey enforced;
--! [alter constraint orders_user_fkey enforced] Enforcing orders_user_fkey checks every row of orders under ACCESS EXCLUSIVE, and blocks writes to the table it refers to.

--- a new table is silent
create table orders (user_id bigint constraint orders_user_fkey references users);
alter table orders alter constraint orders_user_fkey deferrable;

--- inside a DO block
do $$ begin alter table orders alter constraint orders_user_fkey deferrable; end $$;
--! [alter constraint orders_user_fkey deferrable] Altering orders_user_fkey takes ACCESS EXCLUSIVE on orders.
