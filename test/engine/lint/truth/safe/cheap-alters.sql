-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '30s';
ALTER TABLE shop.orders CLUSTER ON orders_pkey;
ALTER TABLE shop.orders SET WITHOUT CLUSTER;
ALTER TABLE shop.orders OWNER TO shop_owner;
ALTER SEQUENCE shop.orders_id_seq OWNED BY shop.orders.id;
ALTER SEQUENCE shop.orders_id_seq INCREMENT BY 10;
RESET statement_timeout;
RESET lock_timeout;
