import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InlayHint } from 'vscode-languageserver'
import { withServer } from '../../support/language-server'
import { withFolder } from '../../support/temporary'

const text = `alter table users add column a int; -- 🐘
create index users_a on users (a) /* ; */
;
select 1`

test('the strongest lock held stands behind the semicolon, in the asked range only', () =>
  withFolder({ 'lockstep.json': '{}', 'migrations/0001_users.sql': 'create table users (id int);\n' }, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const uri = `file://${folder}/migrations/0002_more.sql`
      await client.open(uri, text)
      const hints = async (from: number, to: number) =>
        (
          await client.request<InlayHint[]>('textDocument/inlayHint', {
            textDocument: { uri },
            range: { start: { line: from, character: 0 }, end: { line: to, character: 99 } },
          })
        ).map(({ position, label }) => [position.line, position.character, label])
      const label = 'ACCESS EXCLUSIVE on public.users'
      assert.deepEqual(await hints(0, 3), [
        [0, 35, label],
        [2, 1, label],
        [3, 8, label],
      ])
      assert.deepEqual(await hints(1, 1), [])
    }),
  ))
