import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Catalog, ObjectId } from '../../../server/engine/catalog/catalog'
import { difference } from '../../../server/engine/catalog/compare'
import { fold } from '../../../server/engine/catalog/fold'
import {
  columnsOf,
  constraintOf,
  existenceOf,
  foreignKeysTo,
  indexesOf,
  partitionsOf,
  tableOf,
  viewsOn,
} from '../../../server/engine/catalog/read'
import { type EmptyOptions, emptyCatalog } from '../../../server/engine/catalog/store'
import { parse } from '../../../server/engine/syntax/parse'
import { loadParser } from '../../../server/engine/syntax/parser'
import { sourceText } from '../../../server/engine/text/source'

before(loadParser)

const statementsOf = (sql: string) => {
  const { statements, errors } = parse(sourceText('test.sql', sql))
  assert.deepEqual(errors, [])
  return statements
}
const folded = (sql: string, options: EmptyOptions = {}): Catalog =>
  statementsOf(sql).reduce<Catalog>((catalog, statement) => fold(catalog, statement), emptyCatalog(options))

const id = (kind: ObjectId['kind'], ...path: string[]): ObjectId => ({ kind, path })
const known = (catalog: Catalog, ...ids: ObjectId[]) => ids.map((each) => existenceOf(catalog, each))

test('a complete history knows what it never made', () => {
  const catalog = folded('create table t (a int); drop table t')
  assert.deepEqual(known(catalog, id('table', 'public', 't'), id('table', 'public', 'u'), id('schema', 'x')), [
    'absent',
    'absent',
    'absent',
  ])
})

test('an assumed world knows only what was made or dropped here', () => {
  const catalog = folded(
    'create table t (a int); drop table u; alter table v add column b int; alter table v drop column c',
    { complete: false },
  )
  const column = (table: string, name: string) => id('column', 'public', table, name)
  assert.deepEqual(known(catalog, id('table', 'public', 't'), column('t', 'a'), column('t', 'z')), [
    'exists',
    'exists',
    'absent',
  ])
  assert.deepEqual(known(catalog, id('table', 'public', 'u'), column('u', 'a'), id('table', 'public', 'w')), [
    'absent',
    'absent',
    'unknown',
  ])
  assert.deepEqual(known(catalog, id('table', 'public', 'v'), column('v', 'b'), column('v', 'c'), column('v', 'd')), [
    'unknown',
    'exists',
    'absent',
    'unknown',
  ])
})

test('a schema made here is known whole', () => {
  const catalog = folded('create schema s', { complete: false })
  assert.deepEqual(known(catalog, id('table', 's', 't'), id('table', 'r', 't')), ['absent', 'unknown'])
})

test('IF NOT EXISTS in an assumed world makes the table', () => {
  const catalog = folded('create table if not exists t (a int)', { complete: false })
  assert.deepEqual(known(catalog, id('table', 'public', 't')), ['exists'])
})

test('dynamic SQL leaves everything unknown until it is made or dropped again', () => {
  const catalog = folded(`create table t (a int);
    do $$ begin execute format('drop table %I', current_setting('x')); end $$;
    create table u (a int); drop table if exists w;`)
  assert.equal(catalog.knows(id('table', 'public', 't')), false)
  assert.deepEqual(
    known(catalog, id('table', 'public', 'v'), id('column', 'public', 'u', 'z'), id('table', 'public', 'w')),
    ['unknown', 'absent', 'absent'],
  )
})

test('a condition leaves what it guards unknown, and nothing else', () => {
  const catalog = folded(`create table t (a int); create table u (a int);
    do $$ begin if current_user = 'x' then alter table t add column b int; create table w (a int); end if; end $$;`)
  assert.deepEqual(known(catalog, id('column', 'public', 't', 'b'), id('table', 'public', 'w')), ['unknown', 'unknown'])
  assert.deepEqual(
    known(catalog, id('column', 'public', 't', 'c'), id('column', 'public', 'u', 'b'), id('table', 'public', 'v')),
    ['absent', 'absent', 'absent'],
  )
})

test('a body that is not PL/pgSQL leaves everything unknown', () => {
  assert.equal(folded("do language plpython3u 'x'").knows(id('table', 'public', 't')), false)
})

test('a star over something unknown leaves the columns unknown', () => {
  const catalog = folded('create table t as select * from u', { complete: false })
  assert.deepEqual(known(catalog, id('table', 'public', 't'), id('column', 'public', 't', 'a')), ['exists', 'unknown'])
})

test('a catalog a statement keeps what the ones before were', () => {
  const statements = statementsOf(
    `create table t (a int); create table u (b int references v0); alter table t add column c int;
    alter table t rename to x; drop table x; create table x (z int)`.replace(' references v0', ''),
  )
  const history = [emptyCatalog() as Catalog]
  for (const statement of statements) history.push(fold(history.at(-1)!, statement))
  const names = (catalog: Catalog) =>
    [...catalog.ofKind('column')].map((entry) => entry.id.path.slice(1).join('.')).sort()
  assert.deepEqual(history.map(names), [
    [],
    ['t.a'],
    ['t.a', 'u.b'],
    ['t.a', 't.c', 'u.b'],
    ['u.b', 'x.a', 'x.c'],
    ['u.b'],
    ['u.b', 'x.z'],
  ])
})

test('what a statement does not touch is shared, not copied', () => {
  const [first, second] = statementsOf('create table t (a int); create table u (b int)')
  const before = fold(emptyCatalog(), first!)
  const after = fold(before, second!)
  assert.equal(after.get(id('column', 'public', 't', 'a')), before.get(id('column', 'public', 't', 'a')))
  const [reading] = statementsOf('select a from t')
  assert.equal(fold(after, reading!), after)
})

test('two histories may branch from one catalog', () => {
  const base = folded('create table t (a int)')
  const [left, right] = statementsOf('alter table t add column l int; alter table t add column r int')
  const names = (catalog: Catalog) => columnsOf(catalog, id('table', 'public', 't')).map((entry) => entry.id.path[2])
  assert.deepEqual([fold(base, left!), fold(base, right!), base].map(names), [['a', 'l'], ['a', 'r'], ['a']])
})

test('every entry remembers the statement that made it', () => {
  const sql = 'create table t (a int);\nalter table t add column b int;\nalter table t alter column a set not null;'
  const catalog = folded(sql)
  const made = (...path: string[]) => {
    const definedAt = catalog.get(id('column', ...path))!.definedAt!
    return [definedAt.uri, sql.slice(definedAt.span.start, definedAt.span.end)]
  }
  assert.deepEqual(made('public', 't', 'a'), ['test.sql', 'create table t (a int)'])
  assert.deepEqual(made('public', 't', 'b'), ['test.sql', 'alter table t add column b int'])
})

test('a renamed table takes its parts along, and those that name it follow', () => {
  const catalog = folded(`create table t (id serial primary key, a int check (a > 0));
    create index i on t (a); create table c (t_id int references t); create view v as select a from t;
    create table p (x int) partition by list (x); create table p1 partition of p default;
    alter table t rename to u; alter table u rename column a to b; alter table p rename to q;`)
  const u = id('table', 'public', 'u')
  assert.deepEqual(
    columnsOf(catalog, u).map((entry) => entry.id.path[2]),
    ['id', 'b'],
  )
  assert.deepEqual(
    indexesOf(catalog, u)
      .map(({ id: { path }, object }) => [path[1], object.keys[0]!.column])
      .sort(),
    [
      ['i', 'b'],
      ['t_pkey', 'id'],
    ],
  )
  assert.deepEqual(
    foreignKeysTo(catalog, u).map((entry) => entry.id.path),
    [['public', 'c', 'c_t_id_fkey']],
  )
  assert.deepEqual(foreignKeysTo(catalog, u)[0]!.object.references, { table: ['public', 'u'], columns: ['id'] })
  assert.deepEqual(
    viewsOn(catalog, u).map((entry) => entry.id.path[1]),
    ['v'],
  )
  assert.equal(constraintOf(catalog, u, 't_a_check')!.object.expression!.text, 'b > 0')
  assert.deepEqual(catalog.get<'sequence'>({ kind: 'sequence', path: ['public', 't_id_seq'] })!.object.ownedBy, [
    'public',
    'u',
    'id',
  ])
  assert.deepEqual(
    partitionsOf(catalog, id('table', 'public', 'q')).map((entry) => entry.id.path[1]),
    ['p1'],
  )
})

test('CASCADE takes dependents, and no more', () => {
  const catalog = folded(`create function f() returns int language sql as 'select 1';
    create table t (id int primary key, a int default f()); create table c (t_id int references t, z int);
    create view v as select id from t; create view w as select z from c;
    drop table t cascade`)
  const kinds = [...catalog.all()]
    .map((entry) => entry.id.path.slice(1).join('.'))
    .filter((name) => name !== '')
    .sort()
  assert.deepEqual(kinds, ['c', 'c.t_id', 'c.z', 'f.()', 'w'])
  assert.deepEqual([...folded('create table t (a int); drop schema public cascade').all()], [])
})

test('a name is looked for along the search path, temporary objects first', () => {
  const catalog = folded(
    'create schema s; create table s.t (a int); create table t (b int); create temp table u (c int)',
  )
  const table = (sql: string, searchPath: readonly string[]) => {
    const [statement] = statementsOf(`table ${sql}`)
    const { fromClause } = statement!.node as unknown as { fromClause: [{ RangeVar: object }] }
    return tableOf(catalog, fromClause[0].RangeVar, searchPath).id.path
  }
  assert.deepEqual(table('t', ['public', 's']), ['public', 't'])
  assert.deepEqual(table('t', ['s', 'public']), ['s', 't'])
  assert.deepEqual(table('u', ['public']), ['pg_temp', 'u'])
  assert.deepEqual(table('nothing', ['s']), ['s', 'nothing'])
})

test('a session ends with its search path and its temporary objects', () => {
  const catalog = emptyCatalog()
  const after = statementsOf(
    'create schema s; set search_path = s; create temp table t (a int); create table u (a int)',
  ).reduce<Catalog>((last, statement) => fold(last, statement), catalog)
  assert.deepEqual(after.searchPath, ['s'])
  const next = after.newSession()
  assert.deepEqual(
    [next.searchPath, next.get(id('table', 'pg_temp', 't')), next.get(id('table', 's', 'u'))?.id.path],
    [['public'], undefined, ['s', 'u']],
  )
})

test('a difference names the object, the change and the attributes', () => {
  const expected = folded(
    "create table t (a int default 1, b text); create table gone (x int); create type m as enum ('a')",
  )
  const actual = folded(
    "create table t (a bigint default 2, b text); create table extra (x int); create type m as enum ('a')",
  )
  const text = JSON.parse(JSON.stringify(difference(expected, actual)))
  assert.deepEqual(text, [
    { kind: 'column', path: ['public', 'extra', 'x'], change: 'unexpected' },
    { kind: 'column', path: ['public', 'gone', 'x'], change: 'missing' },
    {
      kind: 'column',
      path: ['public', 't', 'a'],
      change: 'changed',
      attributes: [
        { name: 'type', expected: 'integer', actual: 'bigint' },
        { name: 'default', expected: '1', actual: '2' },
      ],
    },
    { kind: 'table', path: ['public', 'extra'], change: 'unexpected' },
    { kind: 'table', path: ['public', 'gone'], change: 'missing' },
  ])
})

test('nothing is said about what either side does not know', () => {
  const unsure = folded("create table t (a int); do $$ begin execute 'drop table ' || current_user; end $$")
  assert.deepEqual(difference(folded('create table t (a int); create table u (b int)'), unsure), [])
})

test('what the history does not know is known no better under a new name', () => {
  const catalog = folded('alter table t rename to u; alter table u rename column a to b', { complete: false })
  assert.deepEqual(
    known(
      catalog,
      id('table', 'public', 't'),
      id('table', 'public', 'u'),
      id('column', 'public', 'u', 'a'),
      id('column', 'public', 'u', 'b'),
    ),
    ['absent', 'unknown', 'absent', 'unknown'],
  )
})
