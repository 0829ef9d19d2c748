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
alter publication cdc set (publish = 'insert');
