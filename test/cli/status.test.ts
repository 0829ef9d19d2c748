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
      assert.doesNotMatch((await lockstep(folder, ['status'])).stdout, /on this branch/)
      rmSync(join(folder, 'db/migrations/2_b.sql'))
      const { code, stdout } = await lockstep(folder, ['status'])
      assert.equal(code, 0)
      assert.match(stdout, /missing file +2/)
      assert.match(stdout, /1 migration of this database has no file on this branch/)
      for (const choice of ['git switch', 'lockstep rollback --to', 'lockstep repair --dry-run', 'database reset'])
        assert.ok(stdout.includes(choice), choice)
    },
  ))
