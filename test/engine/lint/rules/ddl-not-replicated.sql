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

--- created and published by this very migration
create table people (id bigint primary key);
create publication crm for table people;
alter table people add column nickname text;
--! info [alter table people] crm publishes people: its subscribers do not get this change, and stop when rows no longer fit.

--- created here and published with all others is silent
create publication cdc for all tables;
create table people (id bigint primary key);
alter table people add column nickname text;

--- created and published before the transaction that changes it
-- lockstep: no-transaction
create table people (id bigint primary key);
create publication crm for table people;
alter table people add column nickname text;
--! [alter table people] crm publishes people: its subscribers do not get this change, and stop when rows no longer fit.

--- every table of a schema
create publication cdc for tables in schema app;
alter table app.orders add column note text;
alter table other.orders add column note text;
--! [alter table app] cdc publishes app.orders: its subscribers do not get this change, and stop when rows no longer fit.
