INSERT INTO member DEFAULT VALUES;
INSERT INTO member AS m (card, name, addresses[1], home.street) OVERRIDING SYSTEM VALUE VALUES ('A1', 'Åse', 'x', DEFAULT), ('A2', '李', $1, '🏠');
INSERT INTO member OVERRIDING USER VALUE TABLE arrivals;
INSERT INTO member (card) SELECT card FROM arrivals ON CONFLICT DO NOTHING;
INSERT INTO member (card, name) VALUES ('a', 'b') ON CONFLICT (lower(card) COLLATE "C" text_ops) WHERE born IS NULL DO UPDATE SET (name, card) = ROW (EXCLUDED.name, DEFAULT), seen = now() WHERE member.name <> EXCLUDED.name RETURNING *;
INSERT INTO member (card) VALUES ('x') ON CONFLICT ON CONSTRAINT member_card_key DO UPDATE SET card = EXCLUDED.card RETURNING WITH (OLD AS o, NEW AS n) o.card, n.card AS fresh;
WITH late AS (SELECT * FROM loan) INSERT INTO fines SELECT loan_id, 5 FROM late;
UPDATE ONLY member SET name = upper(name), (born, card) = (SELECT d, c FROM fixes WHERE fixes.id = member_id), tags[2] = 'x' WHERE member_id = 1;
UPDATE member m SET name = f.name FROM fixes f JOIN other o USING (id) WHERE f.id = m.member_id RETURNING m.*, OLD.name;
WITH gone AS (DELETE FROM basket RETURNING book_id) UPDATE book SET copies = copies + 1 FROM gone WHERE gone.book_id = book.book_id;
UPDATE member SET name = DEFAULT WHERE CURRENT OF reader;
DELETE FROM member;
DELETE FROM ONLY loan AS l USING member m, branch b WHERE l.member_id = m.member_id AND m.born < '1900-01-01' RETURNING l.loan_id AS "gone";
DELETE FROM loan WHERE CURRENT OF reader;
WITH RECURSIVE t AS (SELECT 1) DELETE FROM loan WHERE loan_id IN (SELECT * FROM t);
MERGE INTO stock.copy AS c USING (SELECT * FROM delivery WHERE NOT damaged) d ON c.isbn = d.isbn
  WHEN MATCHED AND d.n = 0 THEN DELETE
  WHEN MATCHED THEN UPDATE SET n = c.n + d.n, (a, b) = (1, DEFAULT)
  WHEN NOT MATCHED BY SOURCE AND c.old THEN DO NOTHING
  WHEN NOT MATCHED BY TARGET THEN INSERT (isbn, n) OVERRIDING SYSTEM VALUE VALUES (d.isbn, d.n)
  RETURNING merge_action(), c.*;
WITH d AS (SELECT 1 AS isbn) MERGE INTO ONLY copy USING d ON copy.isbn = d.isbn WHEN NOT MATCHED THEN INSERT DEFAULT VALUES WHEN MATCHED THEN DO NOTHING;
COPY member TO '/tmp/member.csv' WITH (FORMAT csv, HEADER match, FORCE_QUOTE *, NULL 'NULL;', DELIMITER ';', QUOTE '''', ESCAPE E'\\');
COPY member (card, name) FROM PROGRAM 'gunzip < /tmp/x.gz; true' WITH (FREEZE, ENCODING 'UTF8', ON_ERROR ignore, LOG_VERBOSITY verbose) WHERE card <> '';
COPY (SELECT 'a;b', 1 FROM member) TO STDOUT;
COPY BINARY member TO STDOUT USING DELIMITERS '|';
COPY member FROM STDIN DELIMITER AS ',' NULL AS '' CSV HEADER;
COPY stock.copy (isbn, title) FROM stdin;
978-3	It's a ; semicolon
978-4	日本語 "half
\N	\\.not the end
\.
SELECT 'after the data';
copy visit from stdin with (format csv);
"2031-01-01","x;
y"
\.
COPY loan FROM '/tmp/loan.bin' (FORMAT binary);
