import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const { commands, menus } = manifest.contributes

suite('the manifest', () => {
  test('states the same VS Code everywhere: engines, types, oldest tested', async () => {
    const { versions } = await import(pathToFileURL(resolve('scripts/vscode/install.mjs')).href)
    const types = manifest.devDependencies['@types/vscode']
    assert.equal(manifest.engines.vscode, `^${types}`)
    assert.ok(types.startsWith(`${versions.oldest.vscode}.`), `${types} and ${versions.oldest.vscode}`)
  })

  test('has one command a file, in its category, verb first', () => {
    const files = readdirSync('client/commands').filter((file) => !['index.ts', 'command.ts'].includes(file))
    const ids = files.map((file) => `lockstep.${file.replace('.ts', '').replace(/-(\w)/g, (_, c) => c.toUpperCase())}`)
    assert.deepEqual(commands.map(({ command }: { command: string }) => command).sort(), ids.sort())
    for (const { category, title } of commands) {
      assert.equal(category, 'Lockstep')
      assert.match(title, /^[A-Z][a-z]+( ([A-Z][a-z]+|to))*…?$/)
    }
  })

  test('says of every command when the palette shows it', () => {
    const gated = menus.commandPalette.map(({ command }: { command: string }) => command)
    assert.deepEqual(
      gated.sort(),
      commands.map(({ command }: { command: string }) => command),
    )
  })

  test('puts at most two icons above an editor, and only above migrations', () => {
    const icons = menus['editor/title']
    assert.ok(icons.length <= 2)
    for (const { when } of icons) assert.match(when, /lockstep\.(migration|changeable)Folders/)
  })

  test('has one view a file, with a welcome for an empty one', () => {
    const files = readdirSync('client/views').filter((file) => !['index.ts', 'view.ts'].includes(file))
    const { views, viewsContainers, viewsWelcome } = manifest.contributes
    const [container] = viewsContainers.activitybar
    const ids = views[container.id].map(({ id }: { id: string }) => id)
    assert.deepEqual(
      ids,
      files.map((file) => `lockstep.${file.replace('.ts', '')}`),
    )
    for (const id of ids)
      assert.ok(
        viewsWelcome.some(({ view }: { view: string }) => view === id),
        id,
      )
  })

  test('offers nothing that changes a database on lines of production', () => {
    const lines: { command: string; when: string }[] = menus['view/item/context']
    for (const name of [
      'applyPendingMigrations',
      'applyUpToHere',
      'rollBack',
      'rollBackToHere',
      'baseline',
      'repairBooks',
      'resetEmbeddedDatabase',
    ]) {
      const places = lines.filter(({ command }) => command === `lockstep.${name}`)
      assert.ok(places.length > 0, name)
      for (const { when } of places) assert.match(when, /viewItem =~ .*changeable/)
    }
  })

  test('is enabled in Restricted Mode without what reaches a database', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited')
    const gated = commands.filter(({ enablement }: { enablement?: string }) => enablement === 'isWorkspaceTrusted')
    assert.deepEqual(
      gated.map(({ command }: { command: string }) => command),
      [
        'applyPendingMigrations',
        'applyUpToHere',
        'baseline',
        'changeSecret',
        'copyBlockers',
        'refreshMigrations',
        'repairBooks',
        'resetEmbeddedDatabase',
        'rollBack',
        'rollBackToHere',
        'selectDatabase',
        'showDrift',
        'showPlan',
        'testMigration',
      ].map((name) => `lockstep.${name}`),
    )
  })

  test('starts for known layouts only, and claims no language', () => {
    for (const event of manifest.activationEvents) assert.match(event, /^(workspaceContains:\*\*\/.+|onLanguage:\w+)$/)
    assert.equal(manifest.contributes.languages, undefined)
  })

  test('has no setting that could hold a connection', () => {
    for (const name of Object.keys(manifest.contributes.configuration.properties))
      assert.doesNotMatch(name, /url|dsn|connection|password|database/i)
  })
})
