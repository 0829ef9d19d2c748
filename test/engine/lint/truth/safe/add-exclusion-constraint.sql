SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE bookings (id bigint PRIMARY KEY, during tstzrange, EXCLUDE USING gist (during WITH &&));
