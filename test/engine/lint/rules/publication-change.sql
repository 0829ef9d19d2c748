--- every table
create publication cdc for all tables;
--! [for all tables] cdc publishes every table, those of the future too.

--- less
alter publication cdc drop table orders;
alter publication cdc set table orders, invoices;
--! [alter publication cdc drop] cdc stops publishing orders: subscribers keep what they have and get no more.
--! [alter publication cdc set] cdc stops publishing every table but orders, invoices.

--- a column list
create publication cdc for table orders (id, total);
--! info [create publication cdc] The column list of orders keeps these columns from being dropped and leaves new ones unpublished.

--- named tables
create publication cdc for table orders;
alter publication cdc add table invoices;
alter publication cdc set (publish_via_partition_root = true);

--- every table of a schema
create publication cdc for tables in schema app, table orders;
alter publication cdc add tables in schema billing;
--! [tables in schema] cdc publishes every table of app, those of the future too.
--! [tables in schema#2] cdc publishes every table of billing, those of the future too.

--- fewer kinds of changes
alter publication cdc set (publish = 'insert');
alter publication cdc set (publish = 'insert, update, delete');
--! [alter publication cdc] cdc stops publishing every update and delete: subscribers keep rows that are gone or old.
