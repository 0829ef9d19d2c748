--- fires (1)
ALTER TABLE orders DISABLE TRIGGER ALL;
--! [DISABLE TRIGGER ALL] DISABLE TRIGGER ALL switches off the foreign keys of orders: rows that break them are taken, and stay.

--- fires (2)
SET session_replication_role = replica;
--! [session_replication_role] session_replication_role = replica switches off every trigger and foreign key: rows that break them are taken, and stay.

--- silent (1)
SET session_replication_role = DEFAULT;

--- silent (2)
CREATE TABLE t (a int);
ALTER TABLE t DISABLE TRIGGER ALL;

--- by function, locally
SELECT set_config('session_replication_role', 'replica', true);
SET LOCAL session_replication_role TO 'replica';
SET session_replication_role = origin;
ALTER TABLE orders DISABLE TRIGGER USER;
--! ['session_replication_role'] session_replication_role = replica switches off every trigger and foreign key: rows that break them are taken, and stay.
--! [session_replication_role#2] session_replication_role = replica switches off every trigger and foreign key: rows that break them are taken, and stay.

--- for every later session
ALTER ROLE loader SET session_replication_role = 'replica';
ALTER DATABASE shop SET session_replication_role = 'origin';
--! [session_replication_role] session_replication_role = replica switches off every trigger and foreign key: rows that break them are taken, and stay.
