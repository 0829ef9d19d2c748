--- a nondeterministic collation
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE orders (code text COLLATE ci REFERENCES codes);
--! [REFERENCES codes] This foreign key compares by the nondeterministic collation ci: values that differ may match.

--- a deterministic one is silent
create collation de (provider = icu, locale = 'de');
create table orders (code text collate de references codes);
