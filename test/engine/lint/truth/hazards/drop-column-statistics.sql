-- expects: drop-column-silently-drops-dependents
CREATE TABLE corr (id bigint PRIMARY KEY, city text, zip text);
CREATE STATISTICS corr_st ON city, zip FROM corr;
ALTER TABLE corr DROP COLUMN zip;
