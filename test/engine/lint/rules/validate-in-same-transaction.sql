--- added and validated in one transaction
alter table orders add constraint total_check check (total >= 0) not valid;
alter table orders validate constraint total_check;
--! [validate constraint] Validating total_check reads all of orders under ACCESS EXCLUSIVE, which this transaction took before.
--> alter table orders add constraint total_check check (total >= 0) not valid;
--> -- file: 0010_validate_total_check.sql
--> alter table orders validate constraint total_check;

--- a foreign key
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fkey;
--! [VALIDATE CONSTRAINT] Validating orders_user_fkey reads all of orders under SHARE ROW EXCLUSIVE, which this transaction took before.
--> ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
--> -- file: 0010_validate_orders_user_fkey.sql
--> ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fkey;

--- another clause of the same statement takes the lock
alter table orders validate constraint total_check, alter column total set not null;
--! [validate constraint] Validating total_check reads all of orders under ACCESS EXCLUSIVE, which another clause of this statement takes.
--> alter table orders alter column total set not null;
--> -- file: 0010_validate_total_check.sql
--> alter table orders validate constraint total_check;

--- another change of the table before it
alter table orders add column note text;
alter table orders validate constraint total_check;
--! [validate constraint] Validating total_check reads all of orders under ACCESS EXCLUSIVE, which this transaction took before.
--> alter table orders add column note text;
--> -- file: 0010_validate_total_check.sql
--> alter table orders validate constraint total_check;

--- another table before it is silent
alter table users add column note text;
alter table orders validate constraint total_check;

--- each statement commits itself
-- lockstep: no-transaction
alter table orders add constraint total_check check (total >= 0) not valid;
alter table orders validate constraint total_check;

--- transactions of the file's own
-- lockstep: no-transaction
begin;
alter table orders add constraint total_check check (total >= 0) not valid;
commit;
begin;
alter table orders validate constraint total_check;
commit;

--- one transaction of the file's own
-- lockstep: no-transaction
begin;
alter table orders add constraint total_check check (total >= 0) not valid;
alter table orders validate constraint total_check;
commit;
--! [validate constraint] Validating total_check reads all of orders under ACCESS EXCLUSIVE, which this transaction took before.
--> -- lockstep: no-transaction
--> begin;
--> alter table orders add constraint total_check check (total >= 0) not valid;
--> commit;
--> -- file: 0010_validate_total_check.sql
--> alter table orders validate constraint total_check;

--- a new table is silent
create table orders (total int);
alter table orders add constraint total_check check (total >= 0) not valid;
alter table orders validate constraint total_check;

--- alone is silent
alter table orders validate constraint total_check;

--- inside a DO block
do $$ begin
  alter table orders add constraint total_check check (total >= 0) not valid;
  alter table orders validate constraint total_check;
end $$;
--! [validate constraint] Validating total_check reads all of orders under ACCESS EXCLUSIVE, which this transaction took before.

--- {"convention": "golang-migrate"} several statements of one text are one transaction
alter table orders add constraint total_check check (total >= 0) not valid;
alter table orders validate constraint total_check;
--! [validate constraint] Validating total_check reads all of orders under ACCESS EXCLUSIVE, which this transaction took before.
--> alter table orders add constraint total_check check (total >= 0) not valid;
--> -- file: 0010_validate_total_check.up.sql
--> alter table orders validate constraint total_check;
--> -- file: 0010_validate_total_check.down.sql

--- {"scope": "statement"} a DO block is one transaction
do $$
begin
  alter table orders add constraint total_check check (total >= 0) not valid;
  alter table orders validate constraint total_check;
end $$;
--! [validate constraint] Validating total_check reads all of orders under ACCESS EXCLUSIVE, which this transaction took before.

--- {"scope": "statement"} unless it commits
do $$
begin
  alter table orders add constraint total_check check (total >= 0) not valid;
  commit;
  alter table orders validate constraint total_check;
end $$;

--- {"scope": "statement"} behind a DO block that is one transaction by itself
do $$
begin
  alter table orders add constraint total_check check (total >= 0) not valid;
end $$;
alter table orders validate constraint total_check;

--- a new table with few rows that are committed
-- lockstep: no-transaction
create table t (id bigint primary key, a int);
insert into t values (1, 2);
begin;
alter table t add constraint c check (a > 0) not valid;
alter table t validate constraint c;
commit;
--! [validate constraint] Validating c reads all of t under ACCESS EXCLUSIVE, which this transaction took before.
--> -- lockstep: no-transaction
--> create table t (id bigint primary key, a int);
--> insert into t values (1, 2);
--> begin;
--> alter table t add constraint c check (a > 0) not valid;
--> commit;
--> -- file: 0010_validate_c.sql
--> alter table t validate constraint c;
