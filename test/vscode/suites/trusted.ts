import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import * as vscode from 'vscode'
import {
  ask,
  codeOf,
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

const rule = 'blocking-index-build'

suite('trusted', () => {
  let migration: vscode.Uri

  suiteSetup(async () => {
    const { activationMs } = await extension()
    console.log(`activation took ${Math.round(activationMs)} ms, VS Code ${vscode.version}, Node ${process.version}`)
  })

  test('the sample workspace is found to be a Flyway project', async () => {
    const { convention, migrations } = await theProject()
    assert.equal(convention, 'Flyway')
    assert.ok(migrations.length >= 12, `${migrations.length} migrations`)
  })

  test('New Migration makes the next file and opens it', async () => {
    const before = (await theProject()).migrations.length
    await run('newMigration', undefined, 'index orders by user')()
    const editor = vscode.window.activeTextEditor
    assert.ok(editor)
    migration = editor.document.uri
    assert.match(migration.path, /\/V\d+__index_orders_by_user\.sql$/)
    await vscode.workspace.fs.stat(migration)
    assert.equal((await theProject()).migrations.length, before + 1)
  })

  test('a finding appears at its place while typing', async () => {
    const editor = await show(migration)
    await editor.edit((edit) => edit.insert(editor.document.lineAt(editor.document.lineCount - 1).range.end, statement))
    const found = (await diagnostics(migration, has(rule))).find((each) => codeOf(each) === rule)
    assert.ok(found)
    assert.match(editor.document.getText(found.range), /^create index$/i)
    assert.equal(found.source, 'lockstep')
  })

  test('its quick fix takes it away', async () => {
    const editor = await show(migration)
    const found = (await diagnostics(migration, has(rule))).find((each) => codeOf(each) === rule)
    assert.ok(found)
    const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      migration,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    )
    const fix = offered.find(({ title }) => /concurrently/i.test(title))
    assert.ok(fix?.edit, `offered: ${offered.map(({ title }) => title).join('; ')}`)
    await vscode.workspace.applyEdit(fix.edit)
    await diagnostics(migration, (all) => !has(rule)(all))
    assert.match(editor.document.getText(), /create index concurrently/i)
    await vscode.workspace.saveAll()
  })

  test('Show Locks and Show Syntax Tree open what they say', async () => {
    const { folders } = await theProject()
    const other = await sqlFile(
      vscode.Uri.parse(folders[0]!),
      '../scratch.sql',
      'alter table orders add column note text;\n',
    )
    await show(other)
    await run('showLocks')()
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /ACCESS EXCLUSIVE/)
    await show(other)
    await run('showSyntaxTree')()
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /AlterTableStmt/)
    await vscode.workspace.fs.delete(other)
  })

  test('Test Migration proves it in the embedded database', async () => {
    const shown = await withUser(['Show Report'], run('testMigration', migration))
    assert.deepEqual(
      shown.map(({ kind }) => kind),
      ['information'],
      JSON.stringify(shown),
    )
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /passed/)
  })

  test('the Migrations view lists the files without states before a database was asked', async () => {
    const [root, ...lines] = await treeLines()
    assert.match(root?.description ?? '', /^Flyway, local, not read yet$/)
    assert.equal(lines.length, (await theProject()).migrations.length)
    assert.deepEqual([...new Set(lines.map(({ description }) => description))], [''])
    assert.equal(
      await exists(vscode.Uri.joinPath(vscode.Uri.parse((await theProject()).root), '.lockstep/database')),
      false,
    )
  })

  test('Apply asks once, naming its target, and applies to the embedded database', async () => {
    const shown = await withUser(['Apply'], run('applyPendingMigrations', migration))
    const [question, result, ...more] = shown
    assert.deepEqual(more, [])
    const { modal, detail } = (question?.options[0] ?? {}) as vscode.MessageOptions
    assert.ok(modal)
    for (const wanted of [/Host: /, /Database: /, /Files: \d+/, /Strongest lock: /]) assert.match(detail ?? '', wanted)
    assert.match(result?.message ?? '', /^Applied \d+ migrations? to /)
    assert.equal(result?.kind, 'information', result?.message)
    const again = await withUser([], run('applyPendingMigrations', migration))
    assert.match(again[0]?.message ?? '', /up to date/)
  })

  test('the Migrations view says afterwards who applied what', async () => {
    await once(async () => (await treeLines())[0]?.description === 'Flyway, local: up to date')
    for (const { label, description } of (await treeLines()).slice(1)) assert.match(description, / by \S+$/, label)
  })

  test('Roll Back asks once, takes the last migration back, and the view follows', async () => {
    const { folders, migrations } = await theProject()
    const { version } = migrations.at(-1)!
    const name = `U${version}__index_orders_by_user.sql`
    const undo = await sqlFile(vscode.Uri.parse(folders[0]!), name, 'drop index orders_by_user;\n')
    await once(async () => (await theProject()).migrations.at(-1)?.down === true)
    const [question, result, ...more] = await withUser(['Roll Back'], run('rollBack', migration), [
      'The last migration',
    ])
    assert.deepEqual(more, [])
    assert.match(
      String((question?.options[0] as vscode.MessageOptions | undefined)?.detail),
      /Strongest lock: ACCESS EXCLUSIVE on/,
    )
    assert.match(result?.message ?? '', /^Rolled 1 migration back in /)
    await once(async () => (await treeLines()).at(-1)?.description === 'pending')
    assert.equal((await treeLines())[0]?.description, 'Flyway, local: 1 pending')
    await withUser(['Apply'], run('applyPendingMigrations', migration))
    await vscode.workspace.fs.delete(undo)
  })

  test('a file that goes, as with another branch, is told of without asking the database', async () => {
    const bytes = await vscode.workspace.fs.readFile(migration)
    await vscode.workspace.fs.delete(migration)
    await once(async () => (await ask('lockstep/status', {})).missingHere.length === 1)
    await once(async () => (await treeLines()).at(-1)?.description.startsWith('not here') === true)
    await vscode.workspace.fs.writeFile(migration, bytes)
    await once(async () => (await ask('lockstep/status', {})).missingHere.length === 0)
  })

  test('what another program did to the database is seen once its task ends, without Refresh', async () => {
    const { root, folders } = await theProject()
    await sqlFile(vscode.Uri.parse(folders[0]!), 'V950__by_task.sql', 'create table by_task (id bigint primary key);\n')
    await once(async () => (await treeLines())[0]?.description === 'Flyway, local: 1 pending')
    const cli = vscode.Uri.joinPath(vscode.extensions.getExtension('lockstep.lockstep')!.extensionUri, 'dist/cli.js')
    const task = new vscode.Task(
      { type: 'apply' },
      vscode.TaskScope.Workspace,
      'apply',
      'the shell',
      program(process.execPath, [cli.fsPath, 'apply'], vscode.Uri.parse(root).fsPath),
    )
    await vscode.tasks.executeTask(task)
    await once(async () => (await treeLines())[0]?.description === 'Flyway, local: up to date')
  })

  test('Show Drift finds none after applying, then the column that the database lacks', async () => {
    const none = await withUser([], run('showDrift', migration))
    assert.match(none[0]?.message ?? '', /^No drift/)
    const editor = await show(migration)
    await editor.edit((edit) =>
      edit.insert(
        editor.document.lineAt(editor.document.lineCount - 1).range.end,
        '\nalter table orders add column added text;\n',
      ),
    )
    await vscode.workspace.saveAll()
    assert.deepEqual(await withUser([], run('showDrift', migration)), [])
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input
    assert.ok(tab instanceof vscode.TabInputTextDiff)
    const expected = await vscode.workspace.openTextDocument(tab.original)
    assert.match(expected.getText(), /orders.*added/)
  })

  test('a configured database is reached by a command, and its refusal is told', async () => {
    const { root } = await theProject()
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(vscode.Uri.parse(root), 'lockstep.json'),
      Buffer.from(trapped),
    )
    await once(async () => (await theProject()).database === 'env:LOCKSTEP_TRAP_URL')
    const shown = await withUser([], run('showDrift', migration))
    assert.deepEqual(
      shown.map(({ kind }) => kind),
      ['error'],
    )
    assert.doesNotMatch(shown[0]?.message ?? '', /bug in Lockstep/)
  })
})

/** What the Migrations view shows, line by line. */
async function treeLines(): Promise<readonly { readonly label: string; readonly description: string }[]> {
  const { tree } = (await extension()).views.migrations!
  const roots = (await tree.getChildren()) ?? []
  const below = await Promise.all(roots.map(async (root) => [root, ...((await tree.getChildren(root)) ?? [])]))
  const items = await Promise.all(below.flat().map((place) => tree.getTreeItem(place)))
  return items.map(({ label, description }) => ({ label: String(label), description: String(description) }))
}

/** Of this test's own: a VS Code server without its native modules has no terminal to run a program in. */
const program = (file: string, args: readonly string[], cwd: string) =>
  new vscode.CustomExecution(async () => {
    const ended = new vscode.EventEmitter<number>()
    return {
      onDidWrite: new vscode.EventEmitter<string>().event,
      onDidClose: ended.event,
      open: () => void execFile(file, args, { cwd }, (error) => ended.fire(error ? 1 : 0)),
      close: () => {},
    }
  })

const statement = '\ncreate index orders_by_user on orders (user_id);\n'
