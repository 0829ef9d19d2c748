import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { lockstep } from '../support/cli'
import { withFolder } from '../support/temporary'

test('after a switch of branches: what the database has and this branch lacks, and what can be done', () =>
  withFolder(
    {
      'db/migrations/1_a.sql': '-- migrate:up\ncreate table a ();\n-- migrate:down\ndrop table a;\n',
      'db/migrations/2_b.sql': '-- migrate:up\ncreate table b ();\n-- migrate:down\ndrop table b;\n',
    },
    async (folder) => {
      assert.equal((await lockstep(folder, ['apply'])).code, 0)
      const before = (await lockstep(folder, ['status'])).stdout
      assert.match(before, /^Up to date$/m)
      assert.doesNotMatch(before, /on this branch/)
      rmSync(join(folder, 'db/migrations/2_b.sql'))
      const { code, stdout } = await lockstep(folder, ['status'])
      assert.equal(code, 0)
      assert.match(stdout, /missing file +2/)
      assert.match(stdout, /1 migration of this database has no file on this branch/)
      assert.match(stdout, /^1 migration missing file/m)
      assert.doesNotMatch(stdout, /Up to date/)
      for (const choice of ['git switch', 'lockstep rollback --to', 'lockstep repair --dry-run', 'database reset'])
        assert.ok(stdout.includes(choice), choice)
    },
  ))

test('no SQL runs before a goose migration in Go that only goose can run', () =>
  withFolder(
    {
      'migrations/00001_a.sql': '-- +goose Up\ncreate table a ();\n',
      'migrations/00002_fill.go': 'package migrations\n',
      'migrations/00002_fill_test.go': 'package migrations\n',
      'migrations/00003_b.sql': '-- +goose Up\ncreate table b ();\n',
    },
    async (folder) => {
      const refused = await lockstep(folder, ['apply'])
      assert.equal(refused.code, 2)
      assert.match(refused.stderr, /Nothing was applied\. 00002_fill\.go comes first, and only goose itself can run it/)
      assert.equal((await lockstep(folder, ['apply', '--to', '1'])).code, 0)
      assert.equal((await lockstep(folder, ['apply'])).code, 2)
    },
  ))
