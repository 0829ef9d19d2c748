--- {"statistics":{"public.orders":{"rows":50000000,"bytes":90000000000,"writesPerDay":10}}} a large table is written anew
VACUUM FULL orders;
--! [VACUUM FULL orders] orders is written anew: it held 83.8 GB when it was measured, and needs as much again on disk and in the write-ahead log.

--- {"statistics":{"public.orders":{"rows":50000000,"bytes":9000000,"writesPerDay":10}}} a small one
VACUUM FULL orders;

--- no statistics
VACUUM FULL orders;
