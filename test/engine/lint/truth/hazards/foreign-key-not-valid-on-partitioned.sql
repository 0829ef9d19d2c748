-- expects: foreign-key-not-valid-on-partitioned
-- postgres: 16
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE measurements (at date NOT NULL, sensor_id bigint) PARTITION BY RANGE (at);
ALTER TABLE measurements ADD CONSTRAINT measurements_sensor_fkey FOREIGN KEY (sensor_id) REFERENCES sensors (id) NOT VALID;
