--- {"statistics":{"public.orders":{"rows":50000000,"bytes":9000000000,"writesPerDay":10}}} a large table
CREATE INDEX orders_a ON orders (a);
--! [CREATE INDEX] orders had 50000000 rows when it was measured.

--- {"statistics":{"public.orders":{"rows":5000,"bytes":900000,"writesPerDay":10}}} a small table
CREATE INDEX orders_a ON orders (a);

--- no statistics
CREATE INDEX orders_a ON orders (a);
