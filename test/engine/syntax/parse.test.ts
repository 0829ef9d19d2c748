import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { bodyOf } from '../../../server/engine/syntax/body'
import { parse } from '../../../server/engine/syntax/parse'
import { loadParser } from '../../../server/engine/syntax/parser'
import { behindSemicolon, spanOfWords } from '../../../server/engine/syntax/spans'
import { is } from '../../../server/engine/syntax/statement'
import { sourceText, spanOf } from '../../../server/engine/text/source'

before(loadParser)

const read = (text: string, options = {}) => parse(sourceText('test.sql', text), options)
const texts = (text: string) => read(text).statements.map((statement) => statement.text)

test('statements are their own tokens, without comments and semicolon', () => {
  assert.deepEqual(texts('-- first\nselect 1;\n\n/* second */ select 2 -- tail\n;select 3'), [
    'select 1',
    'select 2',
    'select 3',
  ])
})

test('a node location is a UTF-16 offset behind emoji and CJK, parsed whole or alone', () => {
  const text = "-- 🐘 表\nselect '🐘🐘', 列 from 表; create table é (ü int);"
  for (const broken of ['', ' selec;']) {
    const { statements } = read(text + broken)
    const first = statements[0]!
    assert.ok(is(first, 'SelectStmt'))
    const from = (first.node.fromClause![0] as { RangeVar: { location: number } }).RangeVar.location
    assert.equal(first.source.text.slice(first.at(from), first.at(from) + 1), '表')
    const second = statements[1]!
    assert.ok(is(second, 'CreateStmt'))
    assert.equal(
      second.source.text.slice(
        second.at(second.node.relation?.location),
        second.at(second.node.relation?.location) + 1,
      ),
      'é',
    )
  }
})

test('a broken statement costs only itself and is marked at its token', () => {
  const { statements, errors, source } = read('select 1;\n-- 🐘\nselect frm from;\nselect 3;')
  assert.equal(statements.length, 2)
  assert.equal(errors.length, 1)
  assert.equal(source.slice(errors[0]!.span), 'from')
  const missing = read('create table t (a int,);').errors[0]!
  assert.equal(missing.message, 'syntax error at or near ")"')
})

test('unterminated strings, comments and dollar quotes are one error each and keep what stands before', () => {
  for (const tail of ["select 'abc", 'select $$abc', 'select $x$ abc $y$', 'select /* abc', 'select "abc']) {
    const { statements, errors } = read(`select 1;\n${tail}`)
    assert.equal(statements.length, 1, tail)
    assert.equal(errors.length, 1, tail)
    assert.match(errors[0]!.hint ?? '', /missing/)
  }
})

test('empty texts, lone semicolons and comments hold no statement', () => {
  for (const text of ['', '  \n', ';;', '-- only\n', '/* a /* nested */ b */', '\uFEFF'])
    assert.deepEqual(read(text).statements.length + read(text).errors.length, 0, text)
})

test('CRLF and lone CR end line comments', () => {
  assert.deepEqual(texts('-- a\r\nselect 1;\r\n-- b\rselect 2;'), ['select 1', 'select 2'])
})

test('psql commands and COPY data are set aside with offsets kept', () => {
  const text =
    "\\set x 1\nselect 1;\ncopy t (a) from stdin;\n1;2\n\\N\n\\.\nselect 2;\n\\copy t from 'f'\nselect 3 \\gexec\nselect 4;"
  const { statements, errors, skipped } = read(text)
  assert.deepEqual(errors, [])
  assert.deepEqual(
    statements.map((s) => s.text),
    ['select 1', 'copy t (a) from stdin', 'select 2', 'select 3', 'select 4'],
  )
  assert.deepEqual(
    skipped.map((s) => s.kind),
    ['psql command', 'copy data', 'psql command', 'psql command'],
  )
})

test('COPY FROM STDIN without an end mark swallows nothing', () => {
  assert.deepEqual(texts('copy t from stdin;\nselect 1;'), ['copy t from stdin', 'select 1'])
})

test('semicolons in rules, SQL bodies and dollar quotes end nothing', () => {
  const text = `create rule r as on insert to t do also (insert into a values (1); insert into b values (2));
create function f(x int) returns int language sql begin atomic select case when x > 1 then 1 else 2 end; select x; end;
create function g() returns void language plpgsql as $f$ begin perform 1; end; $f$;
select 1`
  assert.equal(texts(text).length, 4)
})

test('placeholders are read as identifiers of the same length', () => {
  const text = 'create table ${schema}.t (a int); drop table t;'
  const { statements, errors } = read(text, { placeholders: [spanOf(13, 22)] })
  assert.deepEqual(errors, [])
  assert.equal(statements[0]!.text, 'create table ${schema}.t (a int)')
  assert.equal(statements[1]!.text, 'drop table t')
})

test('an edit re-parses only what changed', () => {
  const body = Array.from({ length: 100 }, (_, i) => `create table t${i} (a int);`).join('\n')
  const first = read(body)
  const second = parse(sourceText('test.sql', `-- moved 🐘\n${body.replace('t50 (a int)', 't50 (b int)')}`), {
    previous: first,
  })
  assert.equal(second.statements.length, 100)
  assert.equal(second.statements[99]!.node, first.statements[99]!.node)
  assert.notEqual(second.statements[50]!.node, first.statements[50]!.node)
  const moved = second.statements[99]!
  assert.ok(is(moved, 'CreateStmt'))
  assert.equal(moved.source.text.slice(moved.at(moved.node.relation?.location)).slice(0, 3), 't99')
})

test('spans of words', () => {
  const statement = read('alter table t alter column a set not null, alter b set not null').statements[0]!
  const first = spanOfWords(statement, ['not', 'null'])!
  const second = spanOfWords(statement, ['not', 'null'], first.end)!
  assert.equal(statement.source.slice(first), 'not null')
  assert.ok(second.start > first.start)
})

test('the end of a statement with its semicolon', () => {
  const text = "select 1 /* ; */ ; -- a\nselect 2\n-- b;\n;select ';';;\nselect 3 -- ; none"
  assert.deepEqual(
    read(text).statements.map((statement) => text.slice(0, behindSemicolon(statement)).split('\n').at(-1)),
    ['select 1 /* ; */ ;', ';', ";select ';';", 'select 3'],
  )
  assert.equal(behindSemicolon(read('select 1').statements[0]!), 8)
})

test('static SQL in a DO block has true spans; conditional and dynamic parts are told apart', () => {
  const text = `-- 🐘
do $$
declare n int;
begin
  create index on a (x);
  select count(*) into n from a;
  if n = 0 then
    alter table a add column b int;
  end if;
  perform f(1);
  execute 'drop table é';
  execute format('drop table %I', 'z');
  create index on a (x);
exception when others then null;
end $$;`
  const body = bodyOf(read(text).statements[0]!)!
  const shown = body.statements.map((s) => `${s.enclosure!.conditional ? '? ' : ''}${s.tag} ${s.source.slice(s.span)}`)
  assert.deepEqual(shown, [
    'IndexStmt create index on a (x)',
    'SelectStmt select count(*) into n from a',
    '? AlterTableStmt alter table a add column b int',
    'SelectStmt f(1)',
    'DropStmt drop table é',
    'IndexStmt create index on a (x)',
  ])
  assert.ok(body.statements[5]!.span.start > body.statements[0]!.span.start)
  assert.deepEqual(
    body.dynamic.map((span) => text.slice(span.start, span.end)),
    ["format('drop table %I', 'z')"],
  )
  assert.equal(body.handlesErrors, true)
})

test('queries and calls in PL/pgSQL expressions are the SELECT they run as, with true spans', () => {
  const text = `create function f(k int) returns setof int language plpgsql as $$ -- 🐘
declare
  n int := (select count(*) from a); l int[]; plain int := 1 + 2;
  c cursor for select * from é where é.id = k;
begin
  n := n + 1;
  n := count(*) from b where x = 1;
  l[(select 1 from c1)] = (select 2 from c2);
  if exists (select from d) then
    raise notice '% %', g(n), (select 1 from e1);
  elsif n > 1 then null;
  end if;
  case n when 1, (select 2 from h) then null; end case;
  for r in c loop
    exit when s.ready();
  end loop;
  open c;
  return query select * from i;
  return query execute format('select %L', n) using (select 1 from j);
  return next (select 1 from m);
  perform
    o();
  select o() into n;
end $$;`
  const statement = read(text).statements[0]!
  const body = bodyOf(statement)!
  assert.deepEqual(
    body.statements.map((s) => `${s.enclosure!.conditional ? '? ' : ''}${s.source.slice(s.span)}`),
    [
      '(select count(*) from a)',
      'n := count(*) from b where x = 1',
      'l[(select 1 from c1)] = (select 2 from c2)',
      'exists (select from d)',
      '? g(n)',
      '? (select 1 from e1)',
      '? 1, (select 2 from h)',
      'select * from é where é.id = k',
      '? s.ready()',
      'select * from i',
      '(select 1 from j)',
      '(select 1 from m)',
      'o()',
      'select o()',
    ],
  )
  assert.deepEqual(
    body.dynamic.map((span) => text.slice(span.start, span.end)),
    ["format('select %L', n)"],
  )
  assert.deepEqual(body.unread, [])
  const assigned = body.statements[1]!
  assert.ok(is(assigned, 'SelectStmt'))
  const { location } = (assigned.node.fromClause![0] as { RangeVar: { location: number } }).RangeVar
  assert.equal(text.slice(assigned.at(location)).slice(0, 7), 'b where')
})

test('a body in plain quotes is read where every character stands for itself', () => {
  const bodies = [
    'do $x$ begin drop table a; end $x$',
    "do language 'plpgsql' 'begin drop table a; end'",
    "do 'begin drop table a; end' language plpgsql",
    "create function f(a text default $$drop$$) returns void language plpgsql as 'begin drop table a; end'",
  ]
  for (const text of bodies)
    assert.deepEqual(
      bodyOf(read(text).statements[0]!)?.statements.map((statement) => statement.text),
      ['drop table a'],
      text,
    )
  assert.equal(bodyOf(read("do 'begin perform ''a''; end'").statements[0]!), undefined)
})
