--- fires (1)
CREATE INDEX i ON events (lower(name)) WHERE at > now();
--! [now] This fails: now() in the index predicate is not IMMUTABLE.

--- fires (2)
CREATE TABLE e (at timestamptz);
--= an earlier migration
CREATE INDEX ON e ((at::date));
--! [::] This fails: timestamptz::date in the index expression is not IMMUTABLE.

--- fires (3)
CREATE TABLE d (body text, v tsvector GENERATED ALWAYS AS (to_tsvector(body)) STORED);
--! [to_tsvector] This fails: to_tsvector() without a configuration in the generated column is not IMMUTABLE.

--- fires (4)
CREATE TABLE p (at timestamptz) PARTITION BY RANGE ((at::date));
--! [::] This fails: timestamptz::date in the partition key is not IMMUTABLE.

--- silent (1)
CREATE TABLE e (at timestamptz, b timestamp);
--= an earlier migration
CREATE INDEX ON e (((at AT TIME ZONE 'UTC')::date));
CREATE INDEX ON e ((b::date));

--- silent (2)
CREATE TABLE d (body text, v tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED);

--- more forms
CREATE TABLE t (a timestamptz, b timestamp, d date, c text, j jsonb);
--= 
CREATE INDEX ON t (date_trunc('day', a));
CREATE INDEX ON t (date_trunc('day', a, 'UTC'));
CREATE INDEX ON t (date_trunc('day', b));
CREATE INDEX ON t (extract(year FROM a));
CREATE INDEX ON t (concat(c, c));
CREATE INDEX ON t (to_char(b, 'YYYY'));
CREATE INDEX ON t (((j ->> 'at')::timestamptz));
CREATE INDEX ON t (((j ->> 'n')::int));
CREATE INDEX ON t ((c::date));
CREATE INDEX ON t ((a + interval '1 day'));
CREATE INDEX ON t (c) WHERE d > current_date;
CREATE INDEX ON t (c) WHERE a > '2024-01-01';
ALTER TABLE t ADD COLUMN g date GENERATED ALWAYS AS (a::date) STORED;
--! [date_trunc] This fails: date_trunc() of a timestamptz in the index expression is not IMMUTABLE.
--! [extract] This fails: extract() of a timestamptz in the index expression is not IMMUTABLE.
--! [concat] This fails: concat() in the index expression is not IMMUTABLE.
--! [to_char] This fails: to_char() in the index expression is not IMMUTABLE.
--! [::] This fails: text::timestamptz in the index expression is not IMMUTABLE.
--! [::#3] This fails: text::date in the index expression is not IMMUTABLE.
--! [+] This fails: timestamptz + interval in the index expression is not IMMUTABLE.
--! [current_date] This fails: current_date in the index predicate is not IMMUTABLE.
--! [::#4] This fails: timestamptz::date in the generated column is not IMMUTABLE.

--- functions of one's own
CREATE FUNCTION s(t text) RETURNS text STABLE LANGUAGE sql AS 'SELECT t';
CREATE FUNCTION i(t text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT t';
--= 
CREATE INDEX ON u (s(c));
CREATE INDEX ON u (i(c));
CREATE INDEX ON u (unknown(c));
--! [s] This fails: s() in the index expression is not IMMUTABLE.
