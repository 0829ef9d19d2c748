set lock_timeout = '2s';
set statement_timeout = '30s';
create type postal_address_2 as (street text, city text, country text);
