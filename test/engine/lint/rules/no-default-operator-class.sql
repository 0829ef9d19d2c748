--- fires (1)
CREATE TABLE t (j json);
CREATE INDEX ON t (j);
--! [j#3] This fails: json has no default operator class for btree.

--- fires (2)
CREATE TABLE t (c text);
CREATE INDEX ON t USING gin (c);
--! [c#2] This fails: text has no default operator class for gin.

--- fires (3)
CREATE TABLE t (p point UNIQUE);
--! [p] This fails: point has no default operator class for btree.

--- silent (1)
CREATE TABLE t (j jsonb);
CREATE INDEX ON t USING gin (j);

--- silent (2)
CREATE TABLE t (c text);
CREATE INDEX ON t USING gin (c gin_trgm_ops);

--- silent (3)
CREATE EXTENSION btree_gist;
CREATE TABLE t (a int);
CREATE INDEX ON t USING gist (a);

--- with an extension that is not known
CREATE TABLE t (a int, during tstzrange, EXCLUDE USING gist (a WITH =, during WITH &&));
CREATE INDEX ON t USING gin (a);
CREATE INDEX ON t USING gist (during);
--! warning [a] This fails unless btree_gist is installed: integer has no default operator class for gist.
--! warning [a#4] This fails unless btree_gin is installed: integer has no default operator class for gin.

--- expressions that make text
create index i on docs using gin (lower(name));
create index j on docs using gist ((doc ->> 'title'));
--! warning [using gin] This fails unless btree_gin is installed: text has no default operator class for gin.
--! warning [using gist] This fails unless btree_gist is installed: text has no default operator class for gist.

--- text with an operator class, or in btree, is silent
create index i on docs using gin (lower(name) gin_trgm_ops);
create index j on docs (lower(name), (doc ->> 'title'));
create index k on docs using gin (to_tsvector('simple', name));

--- text in GIN with its extension is silent
create extension btree_gin;
create index i on docs using gin (lower(name));
