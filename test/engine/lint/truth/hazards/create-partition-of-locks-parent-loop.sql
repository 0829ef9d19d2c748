-- expects: create-partition-of-locks-parent
DO $$
DECLARE d date := date '2027-01-01';
BEGIN
  FOR i IN 0..11 LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS ev_%s PARTITION OF ev FOR VALUES FROM (%L) TO (%L)', to_char(d, 'YYYY_MM'), d, d + interval '1 month');
    d := d + interval '1 month';
  END LOOP;
END $$;
