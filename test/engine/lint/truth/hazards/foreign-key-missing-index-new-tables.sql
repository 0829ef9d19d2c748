-- expects: foreign-key-missing-index
CREATE TABLE o1 (id bigint PRIMARY KEY);
CREATE TABLE o2 (a bigint, b bigint NOT NULL, PRIMARY KEY (a, b), CONSTRAINT b_fk FOREIGN KEY (b) REFERENCES o1 (id));
CREATE INDEX o2_part ON o2 (b) WHERE a > 5;
