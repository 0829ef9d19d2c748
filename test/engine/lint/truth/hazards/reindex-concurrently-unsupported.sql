-- expects: reindex-concurrently-unsupported
-- lockstep: no-transaction
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE bookings (room int, during tstzrange, CONSTRAINT bookings_excl EXCLUDE USING gist (room WITH =, during WITH &&));
REINDEX INDEX CONCURRENTLY bookings_excl;
