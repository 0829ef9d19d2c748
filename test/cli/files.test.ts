import assert from 'node:assert/strict'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { lockstep } from '../support/cli'
import { withFolder } from '../support/temporary'

const first = 'create table a (id bigint primary key);\n'

test(
  'links to files are migrations; links round in circles, broken ones and folders with such names are none',
  {
    skip: process.platform === 'win32' && 'links need a privilege on Windows',
  },
  () =>
    withFolder(
      {
        'lockstep.json': '{}',
        'migrations/0001_a.sql': first,
        'shared/b.sql': 'create table b (id bigint primary key);\n',
        'migrations/0005_folder.sql/keep': '',
      },
      async (folder) => {
        symlinkSync('../shared/b.sql', join(folder, 'migrations', '0002_b.sql'))
        symlinkSync('nowhere', join(folder, 'migrations', '0003_broken.sql'))
        symlinkSync('..', join(folder, 'migrations', 'circle'))
        const { stdout, code } = await lockstep(folder, ['catalog', '--format', 'json'])
        assert.equal(code, 0)
        const { objects } = JSON.parse(stdout) as { objects: readonly { kind: string; path: readonly string[] }[] }
        assert.deepEqual(
          objects.filter(({ kind }) => kind === 'table').map(({ path }) => path[1]),
          ['a', 'b'],
        )
      },
    ),
)

const unsendable: readonly (readonly [string, Buffer])[] = [
  ['a NUL', Buffer.from(`${first}\0`)],
  ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${first}`, 'utf16le')],
  ['UTF-16 without one', Buffer.from(first, 'utf16le')],
  ['Latin-1', Buffer.from(`-- caf\u00e9\n${first}`, 'latin1')],
]
for (const [what, bytes] of unsendable)
  test(`${what}: lint, test and apply say so alike, and nothing is sent`, () =>
    withFolder({ 'lockstep.json': '{}', 'migrations/0001_a.sql': bytes }, async (folder) => {
      const linted = await lockstep(folder, ['lint'])
      assert.equal(linted.code, 1)
      assert.match(linted.stdout, /invalid-utf-8/)
      const tested = await lockstep(folder, ['test'])
      assert.equal(tested.code, 1)
      assert.match(tested.stdout, /not UTF-8|A NUL stands here/)
      const applied = await lockstep(folder, ['apply'])
      assert.equal(applied.code, 2)
      assert.match(applied.stderr, /Nothing was applied\. 0001_a\.sql: (This file is not UTF-8|A NUL stands here)/)
    }))

test('what can’t be written is said with its path', () =>
  withFolder({ 'lockstep.json': '{}', 'migrations/0001_a.sql': first, db: '' }, async (folder) => {
    writeFileSync(join(folder, '.lockstep'), '')
    for (const [args, text] of [
      [['new', 'x'.repeat(300)], /0002_x+\.sql can't be written: its name is too long/],
      [['apply'], /\.lockstep.* can't be written: a file lies where a folder should/],
      [['database', 'start'], /\.lockstep.* can't be written: a file lies where a folder should/],
    ] as const) {
      const { code, stdout, stderr } = await lockstep(folder, args)
      assert.deepEqual([code, stdout], [2, ''], args.join(' '))
      assert.match(stderr, text)
    }
  }))
