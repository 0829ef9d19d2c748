--- fires
CREATE VIEW v AS SELECT * FROM t;
--! [*] The columns behind * are fixed when the view is created.

--- silent
CREATE VIEW v AS SELECT a, b FROM t;
