--- never validated
ALTER TABLE orders ADD CONSTRAINT total_check CHECK (total >= 0) NOT VALID;
--! [NOT VALID] No migration validates total_check: rows of orders that were there before may break it.
--> ALTER TABLE orders ADD CONSTRAINT total_check CHECK (total >= 0) NOT VALID;
--> -- file: 0010_validate_total_check.sql
--> ALTER TABLE orders VALIDATE CONSTRAINT total_check;

--- validated later in the file
-- lockstep: no-transaction
alter table orders add constraint total_check check (total >= 0) not valid;
alter table orders validate constraint total_check;

--- dropped later in the file
alter table orders add constraint total_check check (total >= 0) not valid;
alter table orders drop constraint total_check;

--- a new table is silent
create table orders (total int);
alter table orders add constraint total_check check (total >= 0) not valid;

--- inside a DO block
do $$ begin alter table orders add constraint total_check check (total >= 0) not valid; end $$;
--! [not valid] No migration validates total_check: rows of orders that were there before may break it.
--> do $$ begin alter table orders add constraint total_check check (total >= 0) not valid; end $$;
--> -- file: 0010_validate_total_check.sql
--> alter table orders validate constraint total_check;
