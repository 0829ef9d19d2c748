--- one
savepoint a;
release a;
--! [savepoint a] This savepoint is a subtransaction: many of them slow down other sessions.

--- {"options": {"max": 1}} allowed
savepoint a;
