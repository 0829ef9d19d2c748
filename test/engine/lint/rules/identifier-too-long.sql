--- cut
create index orders_customer_id_created_at_status_shipping_address_country_code_idx on orders (id);
--! [orders_customer_id_created_at_status_shipping_address_country_code_idx] PostgreSQL cuts this name to orders_customer_id_created_at_status_shipping_address_country_c.

--- one name after the cut
create index orders_customer_id_created_at_status_shipping_address_country_code_idx on orders (id);
create index if not exists orders_customer_id_created_at_status_shipping_address_country_city_idx on orders (id);
--! [orders_customer_id_created_at_status_shipping_address_country_code_idx] PostgreSQL cuts this name to orders_customer_id_created_at_status_shipping_address_country_c.
--! [orders_customer_id_created_at_status_shipping_address_country_city_idx] PostgreSQL cuts this name to the same orders_customer_id_created_at_status_shipping_address_country_c as orders_customer_id_created_at_status_shipping_address_country_code_idx: the two are one.

--- bytes, not characters
create table "ääääääääääääääääääääääääääääääää" (id bigint);
--! ["ääääääääääääääääääääääääääääääää"] PostgreSQL cuts this name to äääääääääääääääääääääääääääääää.

--- a quote within a quoted name
create table "what the ""customer"" of this order said about the parcel when it came" (id bigint);
--! ["what the ""customer"" of this order said about the parcel when it came"] PostgreSQL cuts this name to what the "customer" of this order said about the parcel when it.

--- a quoted name with blanks
create table "what the customer of this order said about the parcel when it came" (id bigint);
--! ["what the customer of this order said about the parcel when it came"] PostgreSQL cuts this name to what the customer of this order said about the parcel when it c.

--- short enough
create index orders_customer_created_status_country_idx on orders (id);
comment on table t is 'a text that is much longer than sixty-three bytes, which is no name at all, is it';
