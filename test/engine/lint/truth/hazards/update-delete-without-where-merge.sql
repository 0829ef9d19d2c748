-- expects: update-delete-without-where
-- postgres: 15
MERGE INTO stock s USING incoming i ON true WHEN MATCHED THEN UPDATE SET qty = 0;
