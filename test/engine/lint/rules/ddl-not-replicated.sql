--- a published table
create publication cdc for table orders;
alter table orders add column note text;
alter table orders rename column a to b;
alter table invoices add column note text;
--! [alter table orders] cdc publishes orders: its subscribers do not get this change, and stop when rows no longer fit.
--! [alter table orders#2] cdc publishes orders: its subscribers do not get this change, and stop when rows no longer fit.

--- every table
create publication cdc for all tables;
alter table orders drop column note;
--! [alter table orders] cdc publishes orders: its subscribers do not get this change, and stop when rows no longer fit.

--- {"options": {"published": ["orders"]}} published elsewhere
alter table orders alter column a type text;
--! [alter table orders] a publication publishes orders: its subscribers do not get this change, and stop when rows no longer fit.

--- nothing about columns
create publication cdc for table orders;
alter table orders add constraint c check (a > 0) not valid;
