-- expects: replace-function-signature
CREATE FUNCTION pair(OUT a int, OUT b int) LANGUAGE sql AS 'SELECT 1, 2';
CREATE OR REPLACE FUNCTION pair(OUT a int, OUT b text) LANGUAGE sql AS 'SELECT 1, ''2''';
