import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { graphileHash } from '../../../server/engine/conventions/shared/graphile-headers'
import { Workspace } from '../../../server/engine/workspace/workspace'
import { withFolder } from '../../support/temporary'

const table = 'create table users (id bigint primary key, email varchar(20), name text);\n'

async function opened(root: string, overlay?: (path: string) => string | undefined): Promise<Workspace> {
  const workspace = new Workspace({ root, ...(overlay && { overlay }) })
  await workspace.refresh()
  return workspace
}
const codes = (workspace: Workspace, path: string): readonly string[] =>
  workspace.check(path).diagnostics.map(({ code }) => code)

test('a change of any setting counts, not of the rules alone', () =>
  withFolder(
    { 'lockstep.json': '{}', 'V1__a.sql': table, 'V2__b.sql': 'alter table users add column c int;\n' },
    async (root) => {
      const workspace = await opened(root)
      const path = `${root}/V2__b.sql`
      assert.ok(codes(workspace, path).includes('missing-lock-timeout'))
      writeFileSync(join(root, 'lockstep.json'), '{"timeouts": {"setElsewhere": true}}')
      await workspace.refresh()
      assert.ok(!codes(workspace, path).includes('missing-lock-timeout'))
    },
  ))

test('queries that change are read again; as long as they do not, findings stay the same array', () =>
  withFolder(
    {
      'lockstep.json': '{}',
      'V1__a.sql': table,
      'V2__b.sql': 'alter table users drop column name;\n',
      'queries/q.sql': '-- name: Get :one\nselect name from users;\n',
    },
    async (root) => {
      const workspace = await opened(root)
      const path = `${root}/V2__b.sql`
      const related = () => workspace.check(path).diagnostics.flatMap((one) => one.related ?? []).length
      assert.equal(related(), 1)
      const before = workspace.check(path).diagnostics
      await workspace.refresh()
      assert.equal(workspace.check(path).diagnostics, before)
      writeFileSync(join(root, 'queries/q.sql'), '-- name: Get :one\nselect id from users;\n')
      await workspace.refresh()
      assert.equal(related(), 0)
    },
  ))

test('each file is read in a session of its own, with the search_path its tool sets', () =>
  withFolder(
    {
      'flyway.conf': 'flyway.defaultSchema=app\nflyway.locations=filesystem:sql\n',
      'sql/V1__a.sql': 'create table users (id int);\nset search_path = other;\n',
      'sql/V2__b.sql': 'alter table users add column a int;\nreset search_path;\nalter table users add column b int;\n',
    },
    async (root) => {
      const workspace = await opened(root)
      assert.deepEqual(
        workspace
          .locks(`${root}/sql/V2__b.sql`)
          .map(({ locks }) => locks.locks.map(({ relation }) => relation.path.join('.'))),
        [['app.users'], [], ['app.users']],
      )
    },
  ))

test('migrations that lock tables in opposite orders are told of each other, as long as they do', () => {
  const both = (first: string, second: string, column = 'a') =>
    `alter table ${first} add column ${column} int;\nalter table ${second} add column ${column} int;\n`
  return withFolder(
    {
      'lockstep.json': '{}',
      '2024-01-01-000000_a/up.sql':
        'create table users (id int primary key);\ncreate table orders (id int primary key);\n',
      '2024-01-02-000000_b/up.sql': both('users', 'orders'),
      '2024-01-03-000000_c/up.sql': both('orders', 'users', 'b'),
    },
    async (root) => {
      const workspace = await opened(root)
      const path = `${root}/2024-01-03-000000_c/up.sql`
      const found = () =>
        workspace
          .check(path)
          .diagnostics.filter(({ code }) => code === 'inconsistent-lock-order')
          .map(({ severity, message, related }) => [
            severity,
            message,
            related?.[0]?.uri.slice(-'2024-01-02-000000_b/up.sql'.length),
          ])
      assert.deepEqual(found(), [
        [
          'info',
          'This locks users after orders, where 2024-01-02-000000_b/up.sql locks orders after users: side by side they can deadlock.',
          '2024-01-02-000000_b/up.sql',
        ],
      ])
      writeFileSync(join(root, '2024-01-02-000000_b/up.sql'), both('orders', 'users'))
      await workspace.refresh()
      assert.deepEqual(found(), [])
      writeFileSync(join(root, '2024-01-02-000000_b/up.sql'), both('users', 'orders'))
      writeFileSync(join(root, 'lockstep.json'), '{"rules": {"inconsistent-lock-order": {"migrations": 0}}}')
      await workspace.refresh()
      assert.deepEqual(found(), [])
    },
  )
})

test('projects that would share a root get one each', () =>
  withFolder(
    {
      'lockstep.json': JSON.stringify({
        projects: [
          { convention: 'dbmate', folders: ['services/a/db/migrations'] },
          { convention: 'dbmate', folders: ['services/b/one', 'services/b/two'] },
          { convention: 'goose', folders: ['db/c'] },
          { convention: 'goose', folders: ['db/d'] },
        ],
      }),
    },
    async (root) => {
      const { projects } = await opened(root)
      assert.deepEqual(
        projects.map((project) => project.root.slice(root.length + 1)),
        ['services/a', 'services/b', 'db/c', 'db/d'],
      )
    },
  ))

test('a project named in lockstep.json keeps what the tool’s own configuration says, where ours is silent', () =>
  withFolder(
    {
      'lockstep.json': JSON.stringify({
        projects: [
          { convention: 'postgrator', folders: ['db'], settings: { schemaTable: 'app.moves' } },
          { convention: 'postgrator', folders: ['elsewhere'] },
        ],
      }),
      'package.json': '{"dependencies": {"postgrator-cli": "9"}}',
      '.postgratorrc.json': '{"migrationPattern": "db/*.sql", "schemaTable": "moves"}',
      'db/1.do.a.sql': 'select 1',
      'elsewhere/1.do.a.sql': 'select 1',
    },
    async (root) => {
      const { projects } = await opened(root)
      assert.deepEqual(
        projects.map(({ settings }) => settings),
        [{ migrationPattern: 'db/*.sql', schemaTable: 'app.moves' }, {}],
      )
    },
  ))

test('what a tool says of a file that is no SQL is all there is to say of it', () =>
  withFolder(
    {
      'lockstep.json': '{}',
      'package.json': '{"dependencies": {"node-pg-migrate": "9"}}',
      'migrations/1_a.sql': 'select 1;\n',
      'migrations/README.md': 'These are migrations.\n',
      'migrations/notes.sql': 'selekt 1;\n',
    },
    async (root) => {
      const workspace = await opened(root)
      const at = (path: string) => codes(workspace, join(root, path).replaceAll('\\', '/'))
      assert.deepEqual(at('migrations/README.md'), ['migration-name'])
      assert.deepEqual(at('migrations/notes.sql'), ['migration-name', 'syntax-error'])
    },
  ))

test('no fix edits a file whose text the tool proves unchanged', () => {
  const body = 'create index on users (email);\n'
  return withFolder(
    {
      'lockstep.json': '{}',
      '.gmrc': '{}',
      'migrations/committed/000001.sql': `--! Previous: -\n--! Hash: ${graphileHash(body, undefined)}\n\n${body}`,
      'migrations/current.sql': body,
    },
    async (root) => {
      const workspace = await opened(root)
      const edits = (path: string) => {
        const found = workspace.check(join(root, path).replaceAll('\\', '/')).diagnostics
        return [found.length > 0, found.some(({ fixes }) => fixes.some((fix) => fix.edits.length > 0))]
      }
      assert.deepEqual(edits('migrations/committed/000001.sql'), [true, false])
      assert.deepEqual(edits('migrations/current.sql'), [true, true])
    },
  )
})

test('the sections of one file build on each other', () =>
  withFolder(
    {
      'lockstep.json': '{}',
      'changelog.sql': `--liquibase formatted sql\n--changeset a:1\n${table}--changeset a:2\nalter table users alter column email type varchar(40);\n`,
    },
    async (root) => {
      const workspace = await opened(root)
      assert.equal(workspace.projects[0]?.conventionId, 'liquibase')
      const found = workspace
        .check(`${root}/changelog.sql`)
        .diagnostics.filter(({ code }) => code.startsWith('column-type'))
      assert.deepEqual(found, [], 'the first changeset says that email was varchar(20)')
    },
  ))

test('an open file of no history keeps its findings until its text changes', () =>
  withFolder({ 'lockstep.json': '{}' }, async (root) => {
    const path = `${root}/loose.sql`
    let text = 'drop table t;'
    const workspace = await opened(root, (candidate) => (candidate === path ? text : undefined))
    const first = workspace.check(path).diagnostics
    assert.equal(workspace.check(path).diagnostics, first)
    text = 'select 1;\ndrop table t;'
    assert.notEqual(workspace.check(path).diagnostics, first)
    assert.ok(codes(workspace, path).includes('drop-table'))
  }))

test('what a later migration puts right is not reported, and is again when that migration goes', () =>
  withFolder(
    {
      'lockstep.json': '{}',
      'V1__a.sql': `${table}create table orders (id bigint primary key, user_id bigint);\n`,
      'V2__b.sql':
        'alter table orders add constraint orders_user foreign key (user_id) references users not valid;\nalter table users add constraint named check (name is not null) not valid;\n',
      'V3__c.sql': 'alter table orders validate constraint orders_user;\n',
      'V4__d.sql': 'create index concurrently orders_user_idx on orders (user_id);\n',
    },
    async (root) => {
      const workspace = await opened(root)
      const found = () => {
        const { source, diagnostics } = workspace.check(`${root}/V2__b.sql`)
        return diagnostics
          .filter(({ code }) => code === 'constraint-left-not-valid' || code === 'foreign-key-missing-index')
          .map(({ code, span }) => `${code} ${source.position(span.start).line}`)
      }
      const first = workspace.check(`${root}/V2__b.sql`).diagnostics
      assert.deepEqual(found(), ['constraint-left-not-valid 1'])
      assert.equal(workspace.check(`${root}/V2__b.sql`).diagnostics, first)
      rmSync(join(root, 'V3__c.sql'))
      rmSync(join(root, 'V4__d.sql'))
      await workspace.refresh()
      assert.deepEqual(found(), [
        'foreign-key-missing-index 0',
        'constraint-left-not-valid 0',
        'constraint-left-not-valid 1',
      ])
    },
  ))
