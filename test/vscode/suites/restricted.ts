import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import {
  diagnostics,
  exists,
  extension,
  has,
  once,
  run,
  show,
  sqlFile,
  theProject,
  trapped,
  withUser,
} from '../support'

const changing = [
  'rollBack',
  'showPlan',
  'baseline',
  'repairBooks',
  'resetEmbeddedDatabase',
  'selectDatabase',
  'refreshMigrations',
]

suite('restricted', () => {
  let root: vscode.Uri
  let migration: vscode.Uri

  suiteSetup(async () => {
    const project = await theProject()
    root = vscode.Uri.parse(project.root)
    await sqlFile(root, 'lockstep.json', trapped)
    await once(async () => (await theProject()).database === 'env:LOCKSTEP_TRAP_URL')
    const text = 'create index orders_by_user on orders (user_id);\n'
    migration = await sqlFile(vscode.Uri.parse(project.folders[0]!), 'V900__index.sql', text)
  })

  test('the workspace is not trusted', () => assert.equal(vscode.workspace.isTrusted, false))

  test('migrations are linted all the same', async () => {
    await show(migration)
    await diagnostics(migration, has('blocking-index-build'))
  })

  for (const command of ['testMigration', 'applyPendingMigrations', 'showDrift', ...changing])
    test(`${command} says why it does nothing`, async () => {
      const shown = await withUser(['Apply'], run(command, migration))
      assert.equal(shown.length, 1)
      assert.match(shown[0]?.message ?? '', /Restricted Mode/)
    })

  test('the server refuses as well, whoever asks', async () => {
    const { server } = await extension()
    const project = { root: root.toString(), token: 'restricted' }
    for (const method of [
      'lockstep/test',
      'lockstep/plan',
      'lockstep/drift',
      'lockstep/readBooks',
      'lockstep/planRepair',
    ] as const) {
      const answer = await server.ask(method, project)
      assert.equal('error' in answer && answer.error.code, 'not-permitted', method)
    }
    for (const method of ['lockstep/apply', 'lockstep/rollback'] as const) {
      const answer = await server.ask(method, { planId: 'none', token: 'restricted' })
      assert.equal('error' in answer && answer.error.code, 'not-permitted', method)
    }
  })

  test('the Migrations view lists the files, without states, and says why', async () => {
    const { tree } = (await extension()).views.migrations!
    const [root] = (await tree.getChildren()) ?? []
    assert.ok(root)
    const item = await tree.getTreeItem(root)
    assert.match(String(item.description), /not read yet/)
    assert.match((item.tooltip as vscode.MarkdownString).value, /Restricted(&nbsp;| )Mode/)
    assert.ok(((await tree.getChildren(root)) ?? []).length > 12)
  })

  test('no embedded database was made', async () => {
    assert.equal(await exists(vscode.Uri.joinPath(root, '.lockstep')), false)
  })
})
