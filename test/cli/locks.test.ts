import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockstep } from '../support/cli'
import { withFolder } from '../support/temporary'

const files = {
  'migrations/0001_items.sql': 'create table items (id bigint primary key);\n',
  'migrations/0002_change.sql':
    'alter table if exists gone add constraint c check (id > 0);\nalter table if exists items add column note text;\n',
}

test('a relation that IF EXISTS may not find is told as unknown, not as locked', () =>
  withFolder(files, async (folder) => {
    const { stdout } = await lockstep(folder, ['locks', 'migrations/0002_change.sql', '--format', 'json'])
    const [gone, items] = JSON.parse(stdout).files[0].statements
    assert.deepEqual([gone.locks, gone.scans, gone.held], [[], [], []])
    assert.match(gone.unknown.join(), /public\.gone: if it exists, it is locked ACCESS EXCLUSIVE/)
    assert.deepEqual(
      items.locks.map(({ relation, mode }: { relation: string; mode: string }) => [relation, mode]),
      [['public.items', 'ACCESS EXCLUSIVE']],
    )
  }))

test('a long list of locks held from before is cut for people, not for machines', () => {
  const tables = Array.from({ length: 30 }, (_, i) => `t${i}`)
  return withFolder(
    {
      'migrations/0001_a.sql': tables.map((name) => `create table ${name} (id bigint primary key);\n`).join(''),
      'migrations/0002_b.sql': tables.map((name) => `alter table ${name} add column note text;\n`).join(''),
    },
    async (folder) => {
      const shown = await lockstep(folder, ['locks', 'migrations/0002_b.sql'])
      assert.match(shown.stdout, /ACCESS EXCLUSIVE on public\.t\d+, and 9 more\n/)
      const { stdout } = await lockstep(folder, ['locks', 'migrations/0002_b.sql', '--format', 'json'])
      assert.ok(JSON.parse(stdout).files[0].statements.at(-1).held.length >= 30)
    },
  )
})

const broken = {
  'migrations/0001_a.sql':
    'create table a (id bigint primary key);\ncreate tabel b ();\nalter table a add column note text;\n',
}

test('a statement that cannot be read is told, where it stands', () =>
  withFolder(broken, async (folder) => {
    const shown = await lockstep(folder, ['locks', 'migrations/0001_a.sql'])
    assert.equal(shown.code, 1)
    assert.match(shown.stdout, /1: create table a .*\n2: not read: .*tabel.*\n3: alter table/)
    const [file] = JSON.parse((await lockstep(folder, ['locks', '--format', 'json'])).stdout).files
    assert.deepEqual(
      file.unread.map(({ range }: { range: { start: { line: number } } }) => range.start.line),
      [1],
    )
  }))

test('a schema says what of the migrations it lacks', () =>
  withFolder(broken, async (folder) => {
    const { code, stdout, stderr } = await lockstep(folder, ['catalog', '--sql'])
    assert.equal(code, 1)
    assert.match(stderr, /migrations\/0001_a\.sql:2: not read, and so not in this schema: .*tabel/)
    assert.match(stdout, /^CREATE TABLE/)
    assert.equal((await lockstep(folder, ['catalog', '--at', '0001'])).code, 1)
  }))
