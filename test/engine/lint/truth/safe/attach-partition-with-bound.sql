-- lockstep: no-transaction
SET lock_timeout = '2s';
SET statement_timeout = '30s';
CREATE TABLE telemetry.readings_2027_01 (LIKE telemetry.readings INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES);
ALTER TABLE telemetry.readings_2027_01
    ADD CONSTRAINT readings_2027_01_bound
    CHECK (at IS NOT NULL AND at >= '2027-01-01 00:00+00' AND at < '2027-02-01 00:00+00');
ALTER TABLE telemetry.readings
    ATTACH PARTITION telemetry.readings_2027_01
    FOR VALUES FROM ('2027-01-01 00:00+00') TO ('2027-02-01 00:00+00');
ALTER TABLE telemetry.readings_2027_01 DROP CONSTRAINT readings_2027_01_bound;
