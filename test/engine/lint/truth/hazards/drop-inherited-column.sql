-- expects: drop-column-blocked
CREATE TABLE base_a (id bigint, note text);
CREATE TABLE sub_a (extra int) INHERITS (base_a);
ALTER TABLE sub_a DROP COLUMN note;
