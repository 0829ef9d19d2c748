-- expects: create-or-replace-view-incompatible
CREATE VIEW app.counts AS SELECT 1::int AS n;
CREATE OR REPLACE VIEW app.counts AS SELECT count(*) AS n FROM pg_class;
