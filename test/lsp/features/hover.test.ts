import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hover } from 'vscode-languageserver'
import { withServer } from '../../support/language-server'
import { withFolder } from '../../support/temporary'

const files = {
  'lockstep.json': '{}',
  'db/migration/V1__users.sql':
    'create table users (id bigint primary key, email text);\ncreate table other (id int);\n',
  'db/migration/V2__index.sql': 'create index users_email_idx on users (email);\nalter table other add column b int;\n',
}
const takenAt = new Date(Date.now() - 3.5 * 24 * 60 * 60 * 1000).toISOString()

test('hover tells the measured size and its age; the finding names the same number', () =>
  withFolder(
    {
      ...files,
      'db/lockstep.statistics.json': JSON.stringify({
        takenAt,
        tables: { 'public.users': { rows: 2000, bytes: 1_300_000, writesPerDay: 1 } },
      }),
    },
    (folder) =>
      withServer({ folders: [folder] }, async (client) => {
        const uri = `file://${folder}/db/migration/V2__index.sql`
        const textDocument = { uri }
        await client.open(uri, files['db/migration/V2__index.sql'])
        const at = async (line: number) => {
          const hover = await client.request<Hover>('textDocument/hover', {
            textDocument,
            position: { line, character: 3 },
          })
          return (hover.contents as { value: string }).value
        }
        const day = takenAt.slice(0, 10)
        assert.match(
          await at(0),
          new RegExp(
            `\\*\\*Sizes measured 3 days ago\\*\\* \\(${day}\\)\n\n- \`public.users\`: 2,000 rows \\(1.2 MB\\), 1 write a day$`,
          ),
        )
        assert.doesNotMatch(await at(1), /Sizes measured/, 'not measured: nothing is said')
        const { items } = await client.request<{ items: { code: string; severity: number; message: string }[] }>(
          'textDocument/diagnostic',
          { textDocument },
        )
        const finding = items.find(({ code }) => code === 'blocking-index-build')!
        assert.equal(finding.severity, 3)
        assert.ok(finding.message.includes(`users had 2,000 rows (1.2 MB) on ${day}.`))
      }),
  ))
