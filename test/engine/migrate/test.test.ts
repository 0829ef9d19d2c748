import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { openEmbedded } from '../../../server/engine/db/pglite'
import { testMigrations } from '../../../server/engine/migrate/test'
import { loadParser } from '../../../server/engine/syntax/parser'
import { Workspace } from '../../../server/engine/workspace/workspace'
import { withFolder } from '../../support/temporary'

before(loadParser)

async function outcomes(files: { readonly [path: string]: string }, wanted?: readonly string[]) {
  return withFolder({ 'lockstep.json': '{}', ...files }, async (root) => {
    const workspace = new Workspace({ root })
    await workspace.refresh()
    const database = openEmbedded()
    try {
      const results = await testMigrations({
        set: workspace.projects[0]!,
        database,
        ...(wanted && { wanted: new Set(wanted.map((path) => `${root}/${path}`)) }),
      })
      return results.map(({ file, name, outcome, message, span }) => [
        `${file.relativePath} ${name}`,
        outcome,
        ...(message ? [message] : []),
        ...(span && outcome === 'failed' ? [file.source.slice(span)] : []),
      ])
    } finally {
      await database.close()
    }
  })
}

test('up, down, the schema that came back, and up again', async () => {
  const file =
    '-- migrate:up\ncreate table t (id serial primary key, e text);\ncreate index on t (e);\n-- migrate:down\ndrop table t;\n'
  assert.deepEqual(await outcomes({ 'db/migrations/1_t.sql': file }), [
    ['1_t.sql up', 'passed'],
    ['1_t.sql down', 'passed'],
    ['1_t.sql down restores the schema', 'passed'],
    ['1_t.sql up again', 'passed'],
  ])
})

test('what a way down leaves behind, loses or changes is named', async () => {
  const first = '-- migrate:up\ncreate table t (a int default 1, b int);\n-- migrate:down\ndrop table t;\n'
  const second =
    "-- migrate:up\ncreate type mood as enum ('x');\nalter table t alter a set default 2;\n-- migrate:down\nalter table t drop column b;\n"
  const results = await outcomes({ 'db/migrations/1_t.sql': first, 'db/migrations/2_m.sql': second }, [
    'db/migrations/2_m.sql',
  ])
  const [, , restored] = results
  assert.equal(restored![1], 'failed')
  assert.match(restored![2]!, /type public\.mood was left behind/)
  assert.match(restored![2]!, /column public\.t\.b is missing/)
  assert.match(restored![2]!, /column public\.t\.a is not as it was \(default: 1 became 2\)/)
})

test('a failing statement is marked at its place, the rest is skipped', async () => {
  const results = await outcomes({
    'V1__a.sql': 'create table t (a int);\n-- 🐘\nselect nope from t;',
    'V2__b.sql': 'select 1;',
  })
  assert.deepEqual(results, [
    ['V1__a.sql up', 'failed', 'column "nope" does not exist', 'nope'],
    ['V2__b.sql up', 'skipped', 'V1__a.sql before it did not run.'],
  ])
})

test('a transactional migration that fails leaves nothing, its settings do not leak', async () => {
  const results = await outcomes({
    'V1__a.sql': 'create schema app; set search_path = app; create table t (a int);',
    'V2__b.sql': 'create table public.u (a int); create table w as select * from app.t;',
    'V3__c.sql': 'select * from public.w;',
  })
  assert.deepEqual(
    results.map(([name, outcome]) => [name, outcome]),
    [
      ['V1__a.sql up', 'passed'],
      ['V2__b.sql up', 'passed'],
      ['V3__c.sql up', 'passed'],
    ],
  )
})

test('pairs of files, concurrently outside a transaction, and pgvector', async () => {
  const results = await outcomes({
    'migrations/000001_a.up.sql': 'create extension vector; create table t (e vector(3));',
    'migrations/000001_a.down.sql': 'drop table t; drop extension vector;',
    'migrations/000002_b.up.sql': 'create index concurrently t_e_idx on t using hnsw (e vector_l2_ops);',
    'migrations/000002_b.down.sql': 'drop index concurrently t_e_idx;',
  })
  assert.deepEqual(
    results.filter(([, outcome]) => outcome !== 'passed'),
    [],
  )
  assert.equal(results.length, 8)
})
