/* This file is about characters: what looks like an end and is none. /* Nested; with 'a quote /* and deeper */ */ still inside; */
SELECT 'semicolon ; inside', 'two '' quotes', 'back\slash', ''; -- a comment; with 'a quote
SELECT E'escaped \' quote; and \\', E'\x41\u00e9\U0001F418\101\n', e'lower''case' /* ; */ , E'' ;
SELECT U&'d\0061t\+000061 ;', U&'d!0061!!' UESCAPE '!', u&"d\0061t;a" FROM U&"caf\00e9";
SELECT B'0101', b'', X'1F', x'ff', N'national; text', n'';
SELECT $$dollar ; quoted$$, $tag$with $$ inside; and $other$ too$tag$, $_1$x$_1$, $été$ünïcode; $été$;
SELECT 'con'
  'tinued; over'
  ' lines', E'a\''
'b;';
SELECT 1, 1.5, .5, 5., 1e10, 1.5E-3, 2e+7, 0x1F, 0XaB_cd, 0o17, 0B1010, 1_000_000, 1_0.0_1, 123456789012345678901234567890;
SELECT "quoted; name", "with ""two"" quotes", "a.b"."c;d", "Tab	inside", "ﬁ";
SELECT a+b, a-b, a*-b, a/b, a%b, a^b, a<b, a>b, a=b, a<=b, a>=b, a<>b, a!=b, a||b, a&b, a|b, a#b, ~a, a<<b, a>>b, @a, a=-1, a<-1, a@-b, a*@b;
SELECT a<->b, a<=>b, a<#>b, a@>b, a<@b, a&&b, a&<b, a-|-b, a~~*b, a!~~b, a!~*b, a->>b, a#>>b, a^@b, a?b, a@@b, a@@@b, `a, a*/*c*/b, a---not an operator
  b;
SELECT a[b:c], a[1:], x::int::text, f(p := 1, q => 2), $1, $12::int, t.*, (1), ARRAY[]::int[];
SELECT 🐘, "🐘;🐘", '🐘''🐘' AS é, 表.列, naïve_größe, Ж, ñandú AS "naïve ☕" FROM 表, "𝔘nicode", 𝔘;
sElEcT Distinct aBc FrOm MiXeD;
SELECT/**/1/*;*/,/* a */2-- b;
;
;;; ; /* nothing between */ ;
-- A comment before, with an apostrophe: it's; and $$ and "
/* another; */ -- and a third /* not opened
SELECT a/*/* x */*/b FROM t
-- behind the last line; but before the end
;
SELECT 1 -- no space before the end;
  , 2; SELECT 3; /* between */ SELECT 4; -- four on one line
	SELECT	'tabs'	,	1	;
SELECT 'a''', '''', '''a', 'a''b;''c', E'\'', E'\\', E'\\''', $$'$$, $$"$$, "'", "--", '--', '/*', $$/*$$, '*/';
SELECT begin, atomic, end_ FROM words WHERE atomic = 'begin atomic; end';
SELECT "begin", 1 AS "end" FROM atomic;
SELECT $1, $2, a$b, a$1, _x, x_1$ FROM dollars;
SELECT a.b . c, a . * FROM a . b;
SELECT 1::int, - - 1, + + 1, 2 - -1, a <- b, -- strange
  1 * /* two * / three */ 2;
SELECT (((1))), ((SELECT ((2)))), (ARRAY[(3)])[1];
select 1 as "unterminated /* in a name", 'and -- here', $x$ and /* here $x$;
SELECT 'é' = 'é', 'Ａ', '　ideographic space;', 'مرحبا;', 'שלום', '👨‍👩‍👧‍👦;', 'z̷̢̛';
SELECT 'last one without a semicolon'
