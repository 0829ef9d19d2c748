--- fires
CREATE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql RETURN lower(t);
CREATE TABLE u (n text);
CREATE INDEX u_norm ON u (norm(n));
--= an earlier migration
CREATE OR REPLACE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql RETURN upper(t);
--! [norm] The index u_norm keeps the results of the old norm: queries find wrong rows.

--- silent
CREATE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql RETURN lower(t);
CREATE TABLE u (n text);
--= an earlier migration
CREATE OR REPLACE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql RETURN upper(t);

--- a generated column, a CHECK, the same body
CREATE FUNCTION n(t text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower(t)';
CREATE TABLE u (a text CHECK (n(a) = a), b text GENERATED ALWAYS AS (n(a)) STORED);
--= 
CREATE OR REPLACE FUNCTION n(t text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower(t)';
CREATE OR REPLACE FUNCTION n(t text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT upper(t)';
--! [n#2] The generated column b, the constraint u_a_check keep the results of the old n: stored values and checks are stale.

--- a partition key
CREATE FUNCTION bucket(k text) RETURNS int IMMUTABLE LANGUAGE sql RETURN length(k);
CREATE TABLE kv (k text) PARTITION BY LIST (bucket(k));
--= an earlier migration
CREATE OR REPLACE FUNCTION bucket(k text) RETURNS int IMMUTABLE LANGUAGE sql RETURN length(k) + 1;
--! [bucket] The partition key of kv keeps the results of the old bucket: stored values and checks are stale.
