import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { WorkspaceDiagnosticReport, WorkspaceFullDocumentDiagnosticReport } from 'vscode-languageserver'
import { withServer } from '../../support/language-server'
import { withFolder } from '../../support/temporary'

const files = {
  'lockstep.json': '{}',
  'db/migration/V1__a.sql': 'drop table t;\n',
  'db/migration/V2__b.sql': 'drop table u;\n',
  'db/lockstep.statistics.json': '{"takenAt": ',
}

test('a damaged file of sizes is reported, and taken back when it goes; so is a migration', () =>
  withFolder(files, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const uris = {
        sizes: `file://${folder}/db/lockstep.statistics.json`,
        first: `file://${folder}/db/migration/V1__a.sql`,
        second: `file://${folder}/db/migration/V2__b.sql`,
      }
      await client.open(uris.first, files['db/migration/V1__a.sql'])
      await client.request('textDocument/diagnostic', { textDocument: { uri: uris.first } })
      let previousResultIds: { uri: string; value: string }[] = []
      const pull = async () => {
        const { items } = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds })
        previousResultIds = items.map(({ uri, resultId }) => ({ uri, value: resultId! }))
        return (uri: string) => {
          const one = items.find((item) => item.uri === uri)
          return one?.kind === 'full'
            ? (one as WorkspaceFullDocumentDiagnosticReport).items.map(({ code }) => code)
            : one?.kind
        }
      }
      const before = await pull()
      assert.deepEqual(before(uris.sizes), ['statistics'])
      assert.ok(before(uris.second)?.includes('drop-table'))
      assert.equal((await pull())(uris.sizes), 'unchanged')
      rmSync(join(folder, 'db/lockstep.statistics.json'))
      rmSync(join(folder, 'db/migration/V2__b.sql'))
      await client.notify('workspace/didChangeWatchedFiles', {
        changes: [uris.sizes, uris.second].map((uri) => ({ uri, type: 3 })),
      })
      const after = await pull()
      assert.deepEqual(after(uris.sizes), [])
      assert.deepEqual(after(uris.second), [])
      assert.equal((await pull())(uris.sizes), 'unchanged', 'taken back once')
    }),
  ))
