// First: the client's modules load the editor's API when they are loaded.
import './support/vscode'

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'
import { findingsText, migrationLine, projectLine } from '../../client/migration-line'
import { migrationsOf } from '../../client/targets'
import migrations from '../../client/views/migrations'
import type { EnvironmentItem, MigrationItem, MigrationState, ProjectItem } from '../../server/protocol'
import { context, project } from './support/ctx'
import { editor, reset } from './support/vscode'

const [local, staging, live] = project.environments as [EnvironmentItem, EnvironmentItem, EnvironmentItem]
const [first, second] = project.migrations as [MigrationItem, MigrationItem]

suite('lines of the Migrations view', () => {
  test('an applied migration says who and when, its checksum, its way down and its findings', () => {
    const { label, description, spoken, icon, tooltip, contextValue } = migrationLine(project, local, first, [
      '2 warnings',
    ])
    assert.equal(label, '1 a')
    assert.match(description, /^(1 May|May 1).* by ann$/)
    assert.match(spoken, /^1 a, applied, .* by ann$/)
    assert.equal(icon.id, 'pass')
    assert.equal(contextValue, 'migration file applied changeable')
    assert.deepEqual(
      tooltip.map((line) => line.replace(/local, .* by/, 'local, then by')),
      [
        'V1__a.sql',
        'Applied in local, then by ann',
        'Checksum: as recorded (7)',
        'Can be rolled back',
        'Findings: 2 warnings',
      ],
    )
  })

  test('no two states look alike without colour', () => {
    const states: readonly MigrationState[] = [
      'applied',
      'pending',
      'missing file',
      'changed since',
      'out of order',
      'failed',
      'baseline',
      'repeatable changed',
      'ignored',
      'unknown',
    ]
    const lines = states.map((state) => migrationLine(project, local, { ...second, state }, []))
    assert.equal(new Set(lines.map(({ icon }) => icon.id)).size, states.length)
    assert.equal(new Set(lines.map(({ description }) => description)).size, states.length)
  })

  test('a migration that only the books know has no file, and nothing that needs one', () => {
    const { uri: _, ...rest } = first
    const line = migrationLine(project, local, { ...rest, state: 'missing file', note: 'Another branch.' }, [])
    assert.match(line.description, /^not here, /)
    assert.equal(line.contextValue, 'migration applied changeable odd')
    assert.ok(line.tooltip.includes('Not here in local. Another branch.'), line.tooltip.join('\n'))
    assert.ok(!line.tooltip.some((text) => /rolled back|indings/.test(text)))
  })

  test('an edited one shows both checksums', () => {
    const edited: MigrationItem = { ...first, state: 'changed since', checksum: { recorded: '7', file: '8' } }
    assert.ok(migrationLine(project, local, edited, []).tooltip.includes('Checksum: 7 recorded, 8 now'))
  })

  test('one that failed was run, not applied, and offers the repair', () => {
    const { tooltip, contextValue } = migrationLine(project, local, { ...first, state: 'failed' }, [])
    assert.ok(tooltip.some((text) => /^Run .* by ann$/.test(text)))
    assert.ok(!tooltip.some((text) => /Applied/.test(text)))
    assert.equal(contextValue, 'migration file changeable odd')
  })

  test('only what has a place in the order can be rolled back to, or applied up to', () => {
    const fits = (more: Partial<MigrationItem>) => migrationLine(project, local, { ...first, ...more }, []).contextValue
    assert.equal(fits({ state: 'baseline' }), 'migration file applied changeable')
    assert.equal(fits({ kind: 'repeatable' }), 'migration file changeable')
    assert.equal(fits({ kind: 'repeatable', state: 'pending' }), 'migration file changeable')
  })

  test('a database that did not answer is told as such, with what it said before', () => {
    const unread = { environment: 'staging', why: 'Cannot connect.' }
    const silent = projectLine({ ...project, unread }, staging, [], true)
    assert.deepEqual([silent.description, silent.icon.id], ['Flyway, staging, not reached', 'debug-disconnect'])
    assert.ok(silent.tooltip.includes('staging (env:STAGING): Cannot connect.'))
    const stale = { ...project, books: { ...project.books!, unanswered: 'Cannot connect.' } }
    const line = projectLine(stale, local, [first], true)
    assert.match(line.description, /^Flyway, local: up to date as of .*2026/)
    assert.ok(line.tooltip.includes('Not read again since: Cannot connect.'))
    assert.equal(projectLine({ ...project, unread }, local, [first], true).description, 'Flyway, local: up to date')
  })

  test('nothing of production, or of a tool that keeps its books itself, can be changed', () => {
    assert.equal(migrationLine(project, live, first, []).contextValue, 'migration file applied')
    assert.equal(projectLine(project, live, [], true).contextValue, 'project')
    assert.match(projectLine(project, live, [], true).description, /live \(production\)/)
    assert.equal(projectLine({ ...project, noApply: 'Atlas does.' }, local, [], true).contextValue, 'project embedded')
  })

  test('a project tells its tool, its database, and how far that is', () => {
    assert.equal(projectLine(project, local, project.migrations, true).description, 'Flyway, local: 1 pending')
    assert.equal(projectLine(project, local, [first], true).description, 'Flyway, local: up to date')
    assert.equal(projectLine(project, staging, [], true).description, 'Flyway, staging, not read yet')
    assert.match(projectLine(project, staging, [], false).tooltip.join(), /Restricted Mode/)
  })

  test('findings are counted from the worst', () =>
    assert.deepEqual(findingsText([1, 0, 1, 2]), ['1 error', '2 warnings', '1 note']))
})

suite('the Migrations view', () => {
  beforeEach(reset)

  const lost: MigrationItem = {
    name: 'V9__x.sql',
    version: '9',
    title: 'x',
    kind: 'versioned',
    state: 'missing file',
    down: false,
  }
  const changed: MigrationItem = { ...second, name: 'R__v.sql', kind: 'repeatable', state: 'repeatable changed' }
  const told: ProjectItem = { ...project, migrations: [...project.migrations, lost] }
  const opened = (projects: readonly ProjectItem[] = [told]) => {
    const surroundings = context({ 'lockstep/projects': { ok: projects }, 'lockstep/readBooks': { ok: project.books } })
    return { ...surroundings, ...migrations.create(surroundings.ctx) }
  }

  test('lists projects, below them their migrations in the order they came; a click opens the file', async () => {
    const { tree, asked } = opened()
    const [root] = (await tree.getChildren()) ?? []
    const children = (await tree.getChildren(root)) ?? []
    assert.deepEqual(
      children.map(({ migration }) => migration?.name),
      ['V1__a.sql', 'sub/V2__b.sql', 'V9__x.sql'],
    )
    const items = await Promise.all(children.map((child) => tree.getTreeItem(child)))
    assert.deepEqual(
      items.map(({ command }) => command?.arguments?.[0]?.path),
      ['/shop/db/migration/V1__a.sql', '/shop/db/migration/sub/V2__b.sql', undefined],
    )
    assert.match(items[0]?.accessibilityInformation?.label ?? '', /^1 a, applied, .* by ann$/)
    assert.equal(new Set(items.map(({ id }) => id)).size, 3)
    assert.deepEqual(
      asked.map(([method]) => method),
      ['lockstep/projects'],
      'no database is asked',
    )
    assert.deepEqual(editor.view?.badge, { value: 1, tooltip: '1 migration pending' })
  })

  test('counts as its first line does, and says nothing of asking once a database did not answer', async () => {
    const { ctx } = opened([{ ...project, migrations: [first, second, changed] }])
    await ctx.projects.all()
    await new Promise(setImmediate)
    assert.deepEqual(editor.view?.badge, { value: 2, tooltip: '2 migrations pending' })
    const { books: _, ...unreadProject } = project
    const silent = opened([{ ...unreadProject, unread: { environment: 'local', why: 'Cannot connect.' } }])
    await silent.ctx.projects.all()
    await new Promise(setImmediate)
    assert.equal(editor.view?.message, undefined)
  })

  test('of a database that was not read no state is shown, and the view says why', async () => {
    const { tree, ctx } = opened()
    await ctx.targets.select(project, 'staging')
    const [root] = (await tree.getChildren()) ?? []
    const children = (await tree.getChildren(root)) ?? []
    assert.deepEqual(
      children.map(({ migration }) => migration?.state),
      ['unknown', 'unknown'],
    )
    assert.match(editor.view?.message ?? '', /before you ask: Refresh reads the books/)
    assert.equal(editor.view?.badge, undefined)
  })

  test('a chosen database that is gone from the configuration is the default one again', async () => {
    const { ctx } = opened()
    await ctx.targets.select(project, 'staging')
    assert.deepEqual(ctx.targets.wanted(project), { database: 'staging' })
    assert.deepEqual(ctx.targets.wanted({ ...project, environments: [local] }), {})
    assert.equal(migrationsOf(project, local), project.migrations)
  })
})
