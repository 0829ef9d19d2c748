SELECT;
SELECT 1;
TABLE member;
VALUES (1, 'a'), (2, DEFAULT), (3, NULL) ORDER BY 1 DESC LIMIT 1;
SELECT DISTINCT ON (city) city, b.*, count(*) OVER w AS n
FROM ONLY branch AS b (id, city) TABLESAMPLE bernoulli (10.5) REPEATABLE (42)
WHERE city ILIKE 'o%' ESCAPE '!' AND open_hours IS NOT NULL OR NOT (b.id BETWEEN SYMMETRIC 9 AND 1)
GROUP BY DISTINCT city, b.id ORDER BY city USING <, 2 NULLS LAST OFFSET 5 ROWS FETCH FIRST 3 ROWS WITH TIES;
SELECT shelf, lost, grouping(shelf), sum(n) FROM stock.copy GROUP BY GROUPING SETS ((shelf), CUBE (shelf, lost), ()) HAVING sum(n) > 1;
SELECT rank() OVER (PARTITION BY city ORDER BY n DESC ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES) FROM branch WINDOW w AS (ORDER BY id RANGE '1 day' PRECEDING), v AS (w);
SELECT * FROM a CROSS JOIN b NATURAL LEFT JOIN c INNER JOIN d USING (x, y) AS j FULL OUTER JOIN e ON e.x = j.x, LATERAL (SELECT a.x) l;
SELECT * FROM generate_series(1, 3) WITH ORDINALITY AS g (n, i), ROWS FROM (f(1) AS (a int, b text), g(2)) r, unnest(ARRAY[[1, 2], [3, 4]]) u;
SELECT 1 UNION ALL (SELECT 2 INTERSECT SELECT 3 EXCEPT ALL SELECT 4) ORDER BY 1;
WITH RECURSIVE up (id, parent, depth) AS (
  SELECT id, parent, 0 FROM shelf WHERE id = 7
  UNION ALL
  SELECT s.id, s.parent, depth + 1 FROM shelf s JOIN up ON s.id = up.parent
) SEARCH DEPTH FIRST BY id SET ordering CYCLE id SET is_cycle TO true DEFAULT false USING path
SELECT * FROM up;
WITH a AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (DELETE FROM basket RETURNING *), c AS (INSERT INTO log DEFAULT VALUES RETURNING id) SELECT * FROM a, b, c FOR UPDATE OF a SKIP LOCKED FOR NO KEY UPDATE FOR KEY SHARE NOWAIT;
SELECT CASE WHEN a > 1 THEN 'x' WHEN b THEN 'y' END, CASE a WHEN 1 THEN 2 ELSE 3 END, COALESCE(a, b), NULLIF(a, b), GREATEST(a, b, 3), ROW(1, 2) = (a, b), ARRAY(SELECT 1), EXISTS (SELECT 1), a = ANY ('{1,2}'), b > ALL (SELECT 2), (SELECT max(x) FROM y);
SELECT CAST(a AS int), a::numeric(10, 2)::text, '5'::int[], int '7', interval '1' day, timestamp with time zone 'now', EXTRACT(year FROM d), position('a' IN 'abc'), substring('abc' FROM 2 FOR 1), substring(s SIMILAR 'a#"b#"' ESCAPE '#'), overlay('abc' PLACING 'x' FROM 2), trim(BOTH 'x' FROM s), normalize(s, NFC), s IS NFKC NORMALIZED, collation for (s);
SELECT a AT TIME ZONE 'UTC', a AT LOCAL, a COLLATE "C", a IS DISTINCT FROM b, a IS NOT DISTINCT FROM b, a IS UNKNOWN, a ISNULL, b NOTNULL, a IN (1, 2), a NOT IN (SELECT 1), a LIKE ANY (ARRAY['x', 'y']), (a, b) OVERLAPS (c, d), - a, + b, @ c, |/ 4, !! 5, 2 ^ 3 % 4, a OPERATOR(pg_catalog.+) b, NOT a AND b OR c;
SELECT a[1], a[1:2], a[:], a[2:], (f(x)).field, (row_value).*, t.c[3].d, f(VARIADIC a), f(a => 1, b := 2), count(DISTINCT x ORDER BY y), string_agg(x, ',' ORDER BY x DESC) FILTER (WHERE x <> ''), percentile_cont(0.5) WITHIN GROUP (ORDER BY x), first_value(x) OVER ();
SELECT JSON_OBJECT('a': 1, 'b' VALUE 2 NULL ON NULL WITH UNIQUE KEYS RETURNING jsonb), JSON_ARRAY(1, 2 ABSENT ON NULL), JSON_ARRAYAGG(x ORDER BY x), JSON_OBJECTAGG(k : v), x IS JSON OBJECT WITH UNIQUE KEYS, JSON_VALUE(j, '$.a' RETURNING int DEFAULT 0 ON EMPTY ERROR ON ERROR), JSON_QUERY(j, '$.b' WITH WRAPPER OMIT QUOTES), JSON_EXISTS(j, '$.c ? (@ > $x)' PASSING 1 AS x), JSON('{}'), JSON_SCALAR(1), JSON_SERIALIZE(j RETURNING bytea);
SELECT * FROM JSON_TABLE(j, '$[*]' AS root COLUMNS (n FOR ORDINALITY, a int PATH '$.a' DEFAULT 0 ON EMPTY, b text FORMAT JSON PATH '$.b', ok boolean EXISTS PATH '$.ok', NESTED PATH '$.c[*]' COLUMNS (d int))) AS jt;
SELECT xmlelement(name book, xmlattributes(id AS nr), 'x'), xmlforest(a, b AS c), xmlparse(document '<a/>'), xmlserialize(content x AS text INDENT), xmlpi(name php, 'echo'), xmlroot(x, version '1.0', standalone yes), x IS DOCUMENT, xmlconcat(a, b), xmlexists('//a' PASSING BY VALUE x);
SELECT * FROM XMLTABLE(XMLNAMESPACES('http://x' AS x), '/rows/row' PASSING data COLUMNS id int PATH '@id' NOT NULL, n FOR ORDINALITY, name text DEFAULT 'none');
SELECT CURRENT_DATE, CURRENT_TIME(2), LOCALTIMESTAMP, CURRENT_USER, SESSION_USER, CURRENT_CATALOG, CURRENT_SCHEMA, SYSTEM_USER, USER, TRUE, FALSE, NULL, $1 + $23;
SELECT data -> 'a' ->> 'b', data #> '{a,b}' #>> '{}', data @> '{}' AND data ? 'k' AND data ?| ARRAY['a'] AND data ?& ARRAY['b'], data @? '$.x' AND data @@ '$.y == 1', data - 'a' || '{}' #- '{b}';
SELECT 1 AS "select", 2 AS "from ""here""", 3 from_, 4 AS value, member.name name FROM member "where" LIMIT ALL;
(SELECT 1) UNION (SELECT 2);
((SELECT 1));
SELECT merge_action(), lower(numrange(1, 2)), between_things, "a""b" FROM rows_, columns;
