--- fires (1)
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a;
--= an earlier migration
CREATE OR REPLACE FUNCTION f(a bigint) RETURNS int LANGUAGE sql RETURN 1;
--! [f] This makes a second f: f(integer) stays and is still called.

--- fires (2)
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a;
--= an earlier migration
CREATE OR REPLACE FUNCTION f(a int) RETURNS text LANGUAGE sql RETURN a::text;
--! error [f] This fails: the return type integer can't become text.

--- silent
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a;
--= an earlier migration
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a + 1;

--- an argument renamed, dropped before
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a;
CREATE FUNCTION g(a int) RETURNS int LANGUAGE sql RETURN a;
--= 
CREATE OR REPLACE FUNCTION f(b int) RETURNS int LANGUAGE sql RETURN b;
DROP FUNCTION g(int);
CREATE OR REPLACE FUNCTION g(a text) RETURNS int LANGUAGE sql RETURN 1;
--! error [f] This fails: the argument a can't be renamed.

--- in one file, after a plain CREATE
create function app.price(id bigint) returns numeric language sql return 1.0;
create or replace function app.price(id bigint, currency text) returns numeric language sql return 1.0;
--! [app.price#2] This makes a second price: price(bigint) stays and is still called.

--- two of a name, both with OR REPLACE, are meant so
create or replace function app.price(id bigint) returns numeric language sql return 1.0;
create or replace function app.price(id bigint, currency text) returns numeric language sql return 1.0;

--- a default that is taken away
CREATE FUNCTION f(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql RETURN a;
--= an earlier migration
CREATE OR REPLACE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql RETURN a;
--! error [f] This fails: the default of the argument b can't be removed.

--- another row
CREATE FUNCTION pair(OUT a int, OUT b int) LANGUAGE sql AS 'SELECT 1, 2';
--= an earlier migration
CREATE OR REPLACE FUNCTION pair(OUT a int, OUT b text) LANGUAGE sql AS 'SELECT 1, ''2''';
--! error [pair] This fails: the row that it returns can't become another one.

--- the same row
CREATE FUNCTION pair(OUT a int, OUT b int) LANGUAGE sql AS 'SELECT 1, 2';
--= an earlier migration
CREATE OR REPLACE FUNCTION pair(OUT a int, OUT b int) LANGUAGE sql AS 'SELECT 2, 1';
