--- each form
create table orders (total int check (total >= 0) not enforced, user_id int, foreign key (user_id) references users not enforced);
alter table orders add constraint c check (total >= 0) not enforced;
alter table orders alter constraint orders_user_id_fkey not enforced;
--! [not enforced] This constraint is never checked: it keeps out no row, old or new.
--! [not enforced#2] This constraint is never checked: it keeps out no row, old or new.
--! [not enforced#3] This constraint is never checked: it keeps out no row, old or new.
--! [not enforced#4] This constraint is never checked: it keeps out no row, old or new.

--- enforced is silent
alter table orders add constraint c check (total >= 0) enforced;
alter table orders add constraint d check (total >= 0) not valid;

--- inside a DO block
do $$ begin alter table orders add constraint c check (total >= 0) not enforced; end $$;
--! [not enforced] This constraint is never checked: it keeps out no row, old or new.
