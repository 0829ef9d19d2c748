import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { test } from 'node:test'
import type { CodeAction, Diagnostic, DocumentSymbol, Hover } from 'vscode-languageserver'
import { withServer } from '../support/language-server'
import { withFolder } from '../support/temporary'

interface Report {
  readonly kind: string
  readonly resultId: string
  readonly items: readonly Diagnostic[]
}

const shop = {
  'lockstep.json': '{}',
  'db/migration/V1__users.sql': 'create table users (id bigint primary key, email text);\n',
  'db/migration/V2__index.sql': '-- 🐘\ncreate index users_email_idx on users (email);\n',
}

test('findings, quick fixes, hover and outline of an open migration', () =>
  withFolder(shop, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const uri = `file://${folder}/db/migration/V2__index.sql`
      const textDocument = { uri }
      await client.open(uri, shop['db/migration/V2__index.sql'])
      const report = await client.request<Report>('textDocument/diagnostic', { textDocument })
      const finding = report.items.find(({ code }) => code === 'blocking-index-build')!
      assert.deepEqual(finding.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 12 } })
      const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
        textDocument,
        range: finding.range,
        context: { diagnostics: [finding] },
      })
      assert.match(actions[0]!.title, /concurrently/i, 'the fix of the graver finding comes first')
      assert.ok(actions.some(({ title }) => title === 'Allow blocking-index-build here'))
      const hover = await client.request<Hover>('textDocument/hover', {
        textDocument,
        position: { line: 1, character: 3 },
      })
      assert.match((hover.contents as { value: string }).value, /blocking-index-build[\s\S]*Locks on PostgreSQL 18/)
      const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument })
      assert.deepEqual(
        symbols.map(({ name }) => name),
        ['create index users_email_idx on users'],
      )
    }),
  ))

test('the same findings keep their result id, an edit changes it', () =>
  withFolder(shop, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const uri = `file://${folder}/db/migration/V2__index.sql`
      const textDocument = { uri }
      await client.open(uri, shop['db/migration/V2__index.sql'])
      const first = await client.request<Report>('textDocument/diagnostic', { textDocument })
      const again = await client.request<Report>('textDocument/diagnostic', {
        textDocument,
        previousResultId: first.resultId,
      })
      assert.equal(again.kind, 'unchanged')
      await client.change(uri, 2, 'create index concurrently users_email_idx on users (email);\n')
      const after = await client.request<Report>('textDocument/diagnostic', {
        textDocument,
        previousResultId: first.resultId,
      })
      assert.equal(after.kind, 'full')
      assert.ok(!after.items.some(({ code }) => code === 'blocking-index-build'))
    }),
  ))

test('the tab of a migration that a branch switch deleted can be closed', () =>
  withFolder(shop, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const names = async () => {
        const answer = await client.custom('lockstep/projects', {})
        assert.ok('ok' in answer, JSON.stringify(answer))
        return answer.ok.flatMap(({ migrations }) => migrations.map(({ name }) => name))
      }
      const path = `${folder}/db/migration/V2__index.sql`
      await client.open(`file://${path}`, shop['db/migration/V2__index.sql'])
      assert.deepEqual(await names(), ['V1__users.sql', 'V2__index.sql'])
      rmSync(path)
      await client.notify('textDocument/didClose', { textDocument: { uri: `file://${path}` } })
      assert.deepEqual(await names(), ['V1__users.sql'])
    }),
  ))

test('an edit of an earlier migration changes the findings of a later one', () =>
  withFolder(shop, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const first = `file://${folder}/db/migration/V1__users.sql`
      const second = { uri: `file://${folder}/db/migration/V3__type.sql` }
      await client.open(second.uri, 'alter table users alter column email type varchar(10);')
      await client.open(first, shop['db/migration/V1__users.sql'])
      const codes = async () =>
        (await client.request<Report>('textDocument/diagnostic', { textDocument: second })).items.map(
          ({ code }) => code,
        )
      assert.equal(
        (await codes()).includes('column-type-rewrites-table'),
        true,
        'text to varchar(10) writes the table anew',
      )
      await client.change(first, 2, 'create table users (id bigint primary key, email varchar(5));')
      assert.equal((await codes()).includes('column-type-rewrites-table'), false, 'varchar(5) to varchar(10) does not')
    }),
  ))

test('untitled and virtual documents, and files outside any folder, are judged alone', () =>
  withServer({}, async (client) => {
    for (const uri of ['untitled:Untitled-1', 'vscode-vfs://github/a/b/x.sql', 'file:///nowhere/at/all.sql']) {
      await client.open(uri, 'drop table t;\nselec 1;')
      const { items } = await client.request<Report>('textDocument/diagnostic', { textDocument: { uri } })
      assert.deepEqual(
        items.filter(({ severity }) => severity! < 3).map(({ code }) => code),
        ['drop-table', 'syntax-error'],
        uri,
      )
    }
  }))

test('several folders, each with its own settings', () =>
  withFolder(
    {
      'a/lockstep.json': '{"rules":{"drop-table":"off"}}',
      'a/V1__x.sql': 'drop table t;',
      'b/lockstep.json': '{}',
      'b/V1__x.sql': 'drop table t;',
    },
    (folder) =>
      withServer({ folders: [`${folder}/a`, `${folder}/b`] }, async (client) => {
        const codes = async (name: string) => {
          const uri = `file://${folder}/${name}/V1__x.sql`
          await client.open(uri, 'drop table t;')
          return (await client.request<Report>('textDocument/diagnostic', { textDocument: { uri } })).items.map(
            ({ code }) => code,
          )
        }
        assert.ok(!(await codes('a')).includes('drop-table'))
        assert.ok((await codes('b')).includes('drop-table'))
      }),
  ))

test('a client that does not pull gets findings pushed', () =>
  withFolder(shop, (folder) =>
    withServer({ folders: [folder], capabilities: {} }, async (client) => {
      const uri = `file://${folder}/db/migration/V2__index.sql`
      await client.open(uri, shop['db/migration/V2__index.sql'])
      const pushed = await client.next<{ uri: string; diagnostics: readonly Diagnostic[] }>(
        'textDocument/publishDiagnostics',
        ({ diagnostics }) => diagnostics.length > 0,
      )
      assert.equal(pushed.uri, uri)
    }),
  ))

test('broken settings are findings of lockstep.json, all at once', () =>
  withFolder(
    { ...shop, 'lockstep.json': '{"postgres": 9, "rulez": 1, "rules": {"blocking-index-biuld": "off"}}' },
    (folder) =>
      withServer({ folders: [folder] }, async (client) => {
        const { items } = await client.request<{ items: readonly { uri: string; items: readonly Diagnostic[] }[] }>(
          'workspace/diagnostic',
          { previousResultIds: [] },
        )
        const own = items.find(({ uri }) => uri.endsWith('lockstep.json'))!.items
        assert.equal(own.length, 3)
        assert.ok(own.some(({ message }) => String(message).includes('Did you mean blocking-index-build?')))
        assert.ok(
          items
            .find(({ uri }) => uri.endsWith('V2__index.sql'))!
            .items.some(({ code }) => code === 'blocking-index-build'),
        )
      }),
  ))

test('Restricted Mode lints and refuses what would reach a database', () =>
  withFolder(shop, (folder) =>
    withServer({ folders: [folder], trusted: false }, async (client) => {
      const uri = `file://${folder}/db/migration/V2__index.sql`
      await client.open(uri, readFileSync(`${folder}/db/migration/V2__index.sql`, 'utf8'))
      const { items } = await client.request<Report>('textDocument/diagnostic', { textDocument: { uri } })
      assert.ok(items.length > 0)
      for (const method of ['lockstep/test', 'lockstep/plan', 'lockstep/drift'] as const) {
        const answer = await client.custom(method, { root: `file://${folder}`, token: 't' })
        assert.ok('error' in answer && answer.error.code === 'not-permitted', method)
      }
    }),
  ))

test('documents no disk can have are judged alone and stop nothing', () =>
  withServer({}, async (client) => {
    for (const uri of [
      'untitled:Untitled-1',
      'file://host/share/a.sql',
      'file:///%zz.sql',
      'file:///a%00b.sql',
      'untitled:%zz',
      'C:\\a.sql',
      'no uri',
    ]) {
      await client.open(uri, 'create table a (id int);\n')
      const { items } = await client.request<{ items: readonly { code: string }[] }>('textDocument/diagnostic', {
        textDocument: { uri },
      })
      assert.ok(
        items.some(({ code }) => code === 'table-without-primary-key'),
        uri,
      )
    }
  }))
