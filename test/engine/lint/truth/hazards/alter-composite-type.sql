-- expects: alter-composite-type
set lock_timeout = '2s';
set statement_timeout = '30s';
create type postal_address as (street text, city text);
create table customers (id bigint primary key, home postal_address);
alter type postal_address alter attribute city type varchar(80) cascade;
