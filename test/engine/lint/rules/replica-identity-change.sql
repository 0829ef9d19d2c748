--- full and nothing
ALTER TABLE orders REPLICA IDENTITY FULL;
alter table invoices replica identity nothing;
--! [REPLICA IDENTITY FULL] On orders this makes every UPDATE and DELETE write the whole old row to the WAL.
--! [replica identity nothing] On invoices this makes UPDATE and DELETE fail once the table is published.

--- an index
alter table orders replica identity using index orders_key;
--! info [replica identity using index orders_key] On orders this makes orders_key the key of the change stream.

--- the default
alter table orders replica identity default;

--- a new table
create table t (a int);
alter table t replica identity full;
