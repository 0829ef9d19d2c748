-- expects: set-logged-unlogged
CREATE TABLE ul (id bigint PRIMARY KEY);
CREATE TABLE ul_child (id bigint PRIMARY KEY, u bigint REFERENCES ul (id));
ALTER TABLE ul SET UNLOGGED;
