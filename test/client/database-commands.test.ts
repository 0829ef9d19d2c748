// First: the client's modules load the editor's API when they are loaded.
import './support/vscode'

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'
import { keepChosenKeys } from '../../client/chosen-keys'
import applyUpToHere from '../../client/commands/apply-up-to-here'
import baseline from '../../client/commands/baseline'
import changeSecret from '../../client/commands/change-secret'
import type { Ctx } from '../../client/commands/command'
import copyBlockers from '../../client/commands/copy-blockers'
import copyToolCommand from '../../client/commands/copy-tool-command'
import refreshMigrations from '../../client/commands/refresh-migrations'
import repairBooks from '../../client/commands/repair-books'
import resetEmbedded from '../../client/commands/reset-embedded-database'
import resolveMissing from '../../client/commands/resolve-missing-migrations'
import rollBack from '../../client/commands/roll-back'
import rollBackToHere from '../../client/commands/roll-back-to-here'
import selectDatabase from '../../client/commands/select-database'
import showPlan from '../../client/commands/show-plan'
import { createMissing } from '../../client/missing'
import { withProgress } from '../../client/progress'
import { missingSummary } from '../../client/status'
import { keys } from '../../client/when'
import type {
  BaselinePlanResult,
  MigrationItem,
  PlanResult,
  ProjectItem,
  RepairPlanResult,
  RunResult,
} from '../../server/protocol'
import { context, memento, migration, project } from './support/ctx'
import { editor, reset, user } from './support/vscode'

const target = { label: 'the embedded database', host: 'embedded', database: 'shop', disposable: true }
const books = 'public.flyway_schema_history'

const plan: PlanResult = {
  id: 'plan-9',
  direction: 'down',
  target,
  books,
  files: [{ uri: migration.toString(), version: '1', title: 'a', statements: 1, transactional: true }],
  strongestLock: { mode: 'ACCESS EXCLUSIVE', relation: 'public.users' },
  blockers: [],
  warnings: [],
}

const taken: RunResult = {
  target: target.label,
  direction: 'down',
  outcome: 'done',
  done: 1,
  remaining: 0,
  remarks: [],
  steps: [],
}
const [first, second] = project.migrations as [MigrationItem, MigrationItem]

suite('commands on a database', () => {
  beforeEach(reset)

  test('Roll Back asks once and takes the last migration back', async () => {
    user.answers = ['Roll Back']
    const { ctx, asked, methods } = context({ 'lockstep/plan': { ok: plan }, 'lockstep/rollback': { ok: taken } })
    await rollBack.run(ctx, migration)
    assert.deepEqual(methods(), ['lockstep/plan', 'lockstep/rollback'])
    const [planned, ran] = asked.slice(-2).map(([, params]) => params)
    assert.deepEqual([planned?.direction, planned?.to, ran?.planId], ['down', undefined, 'plan-9'])
    const [question] = user.saw
    assert.equal(question?.text, 'Roll 1 migration back in the embedded database?')
    const detail = String(question?.options[0]?.detail)
    for (const line of [
      'Host: embedded',
      'Database: shop',
      'Files: 1',
      'Strongest lock: ACCESS EXCLUSIVE on public.users',
    ])
      assert.ok(detail.split('\n').includes(line), line)
    assert.equal(user.saw.at(-1)?.text, 'Rolled 1 migration back in the embedded database.')
  })

  test('Roll Back offers how far, from what is applied', async () => {
    const applied = [1, 2, 3].map((n) => ({ ...first, name: `V${n}.sql`, version: String(n) }))
    const { ctx, asked } = context({
      'lockstep/projects': { ok: [{ ...project, migrations: [...applied, second] }] },
      'lockstep/plan': { ok: { ...plan, files: [] } },
    })
    for (const [answer, to] of [
      ['Back to V1.sql', '1'],
      ['All of them', '0'],
      ['The last migration', undefined],
    ] as const) {
      user.answers = [answer]
      await rollBack.run(ctx, migration)
      assert.equal(asked.at(-1)?.[1].to, to)
    }
    assert.deepEqual(
      user.saw[0]?.options.map((item) => [item?.label, item?.description]),
      [
        ['The last migration', 'V3.sql'],
        ['Back to V1.sql', 'takes 2 migrations back'],
        ['All of them', 'takes 3 migrations back'],
      ],
    )
  })

  test('Roll Back to Here keeps the line it is called on', async () => {
    const { ctx, asked } = context({ 'lockstep/plan': { ok: { ...plan, files: [] } } })
    await rollBackToHere.run(ctx, { project, migration: first })
    assert.deepEqual([asked.at(-1)?.[1].direction, asked.at(-1)?.[1].to], ['down', '1'])
  })

  test('Apply Up to Here includes the line it is called on', async () => {
    const { ctx, asked } = context({ 'lockstep/plan': { ok: { ...plan, direction: 'up', files: [] } } })
    await applyUpToHere.run(ctx, { project, migration: second })
    assert.deepEqual([asked.at(-1)?.[0], asked.at(-1)?.[1].to], ['lockstep/plan', '2'])
  })

  test('every command means the chosen database', async () => {
    const { ctx, asked } = context({ 'lockstep/plan': { ok: plan } })
    await ctx.targets.select(project, 'staging')
    await showPlan.run(ctx, migration)
    assert.equal(asked.at(-1)?.[1].database, 'staging')
  })

  test('Show Plan opens a document and runs nothing', async () => {
    const { ctx, methods, showed } = context({ 'lockstep/plan': { ok: { ...plan, direction: 'up' } } })
    await showPlan.run(ctx, { project })
    assert.deepEqual(methods(), ['lockstep/plan'])
    assert.match(showed[0]?.[1].text ?? '', /^Pending migrations for the embedded database/)
  })

  test('Baseline shows what would count as applied, and records only after a yes', async () => {
    const planned: BaselinePlanResult = { target, books, uris: [migration.toString()] }
    const answers = { 'lockstep/planBaseline': { ok: planned }, 'lockstep/baseline': { ok: { recorded: 1 } } }
    const refused = context(answers)
    user.answers = [undefined]
    await baseline.run(refused.ctx, { project, migration: second })
    assert.deepEqual(refused.methods(), ['lockstep/planBaseline'])
    assert.equal(refused.asked.at(-1)?.[1].to, '2')
    assert.match(String(user.saw[0]?.options[0]?.detail), /Files: 1, none of which is run\nStrongest lock: none/)
    const { ctx, methods } = context(answers)
    user.answers = ['sub/V2__b.sql', 'Record']
    await baseline.run(ctx, migration)
    assert.deepEqual(methods(), ['lockstep/planBaseline', 'lockstep/baseline'])
    assert.match(user.saw.at(-1)?.text ?? '', /^1 migration recorded as applied in public\.flyway_schema_history/)
  })

  test('Repair Books shows each change before it asks, and makes exactly those', async () => {
    const changes = [{ why: 'V1 was edited.', sql: 'update x' }, { why: 'A note is dropped.' }]
    const planned: RepairPlanResult = { id: 'repair-3', target, books, changes }
    user.answers = ['Repair']
    const { ctx, asked, showed } = context({
      'lockstep/planRepair': { ok: planned },
      'lockstep/repair': { ok: { changes: 2 } },
    })
    await repairBooks.run(ctx, migration)
    assert.match(showed[0]?.[1].text ?? '', /V1 was edited\.\n {2}update x\n\nA note is dropped\./)
    assert.match(String(user.saw[0]?.options[0]?.detail), /V1 was edited\.\nA note is dropped\./)
    assert.deepEqual([asked.at(-1)?.[0], asked.at(-1)?.[1].planId], ['lockstep/repair', 'repair-3'])
    const nothing = context({ 'lockstep/planRepair': { ok: { ...planned, changes: [] } } })
    await repairBooks.run(nothing.ctx, migration)
    assert.match(user.saw.at(-1)?.text ?? '', /^Nothing to repair/)
  })

  test('a refusal for production is shown with the command of the shell', async () => {
    const error = {
      code: 'not-permitted',
      message: 'shop is production: the editor does not change it.',
      hint: 'In a shell: lockstep rollback --environment live --confirm shop',
    }
    const { ctx } = context({ 'lockstep/plan': { error } })
    await rollBack.run(ctx, migration)
    assert.match(user.saw[0]?.text ?? '', /In a shell: lockstep rollback --environment live --confirm shop/)
  })

  test('Copy Tool Command copies the tool’s own and asks nobody', async () => {
    const { ctx, methods } = context({})
    await copyToolCommand.run(ctx, { project, migration: first })
    assert.equal(editor.clipboard, 'flyway migrate')
    assert.deepEqual(methods(), [])
  })

  test('Select Database reads the books of what is chosen, and of nothing when none is', async () => {
    const { ctx, asked, methods } = context({ 'lockstep/readBooks': { ok: project.books } })
    user.answers = [undefined]
    await selectDatabase.run(ctx, { project })
    assert.deepEqual(methods(), [])
    user.answers = ['live']
    await selectDatabase.run(ctx, { project })
    assert.deepEqual([asked.at(-1)?.[0], asked.at(-1)?.[1].database], ['lockstep/readBooks', 'live'])
    assert.equal(ctx.targets.of(project).tier, 'production')
    await refreshMigrations.run(ctx)
    assert.equal(asked.at(-1)?.[1].database, 'live')
  })
})

suite('Change Connection Secret', () => {
  beforeEach(reset)
  const secretive: ProjectItem = {
    ...project,
    environments: [...project.environments, { name: 'remote', tier: 'shared', database: 'secret:remote' }],
  }
  const opened = () => {
    const kept = new Map<string, string>()
    const surroundings = context({
      'lockstep/projects': { ok: [secretive] },
      'lockstep/readBooks': { ok: project.books },
    })
    const secrets = {
      store: async (k: string, v: string) => kept.set(k, v),
      delete: async (k: string) => kept.delete(k),
    }
    return { ...surroundings, ctx: { ...surroundings.ctx, extension: { secrets } } as unknown as Ctx, kept }
  }

  test('stores what is typed for the chosen database, or forgets, and reads anew', async () => {
    const { ctx, kept, methods } = opened()
    await ctx.targets.select(secretive, 'remote')
    user.answers = ['postgres://remote', undefined, '']
    await changeSecret.run(ctx, { project: secretive })
    assert.deepEqual([...kept], [['file:///shop remote', 'postgres://remote']])
    assert.deepEqual(methods(), ['lockstep/readBooks'])
    await changeSecret.run(ctx, { project: secretive })
    assert.equal(kept.size, 1, 'the user went away')
    await changeSecret.run(ctx, { project: secretive })
    assert.deepEqual([kept.size, methods()], [0, ['lockstep/readBooks']])
  })

  test('is offered only where a chosen database has one, and says so elsewhere', async () => {
    const { ctx } = opened()
    const keeping = keepChosenKeys(ctx.projects, ctx.targets)
    const set = async (name: string) => {
      await ctx.targets.select(secretive, name)
      await new Promise(setImmediate)
      return [keys.secret, keys.changeable, keys.embedded].map((key) => editor.context.get(key))
    }
    assert.deepEqual(await set('remote'), [true, true, false])
    assert.deepEqual(await set('local'), [false, true, true])
    assert.deepEqual(await set('live'), [false, false, false])
    assert.deepEqual(editor.context.get(keys.changeableFolders), [])
    await changeSecret.run(ctx, { project: secretive })
    assert.match(user.saw[0]?.text ?? '', /not by a stored secret/)
    keeping.dispose()
  })
})

suite('Reset Embedded Database', () => {
  beforeEach(reset)
  const answers = { 'lockstep/resetEmbedded': { ok: { deleted: true } }, 'lockstep/readBooks': { ok: project.books } }

  test('deletes after a yes only, and reads the new one', async () => {
    const { ctx, methods } = context(answers)
    await resetEmbedded.run(ctx, { project })
    assert.deepEqual(methods(), [])
    user.answers = ['Delete']
    await resetEmbedded.run(ctx, { project })
    assert.deepEqual(methods(), ['lockstep/resetEmbedded', 'lockstep/readBooks'])
  })

  test('touches no other database', async () => {
    const { ctx, methods } = context(answers)
    await ctx.targets.select(project, 'staging')
    user.answers = ['Delete']
    await resetEmbedded.run(ctx, { project })
    assert.deepEqual(methods(), [])
    assert.match(user.saw[0]?.text ?? '', /nothing was deleted/)
  })
})

suite('a branch that lacks migrations', () => {
  beforeEach(reset)
  const lacking = { root: project.root, label: 'shop', target: 'shop on localhost', names: ["V9__it's.sql"] }

  test('is told in one sentence', () => {
    assert.equal(missingSummary([]), undefined)
    assert.equal(missingSummary([lacking]), 'the database holds 1 migration this branch lacks')
    assert.equal(missingSummary([lacking, lacking]), '2 databases hold 2 migrations this branch lacks')
  })

  test('is not told again once it is left so, until others are missing', async () => {
    const missing = createMissing(memento())
    await missing.ignore([lacking])
    assert.deepEqual(missing.heard([lacking]), [])
    assert.equal(missing.heard([{ ...lacking, names: ['V10.sql'] }]).length, 1)
    const other = { ...lacking, root: 'file:///other' }
    await missing.ignore([other])
    assert.deepEqual(missing.heard([lacking, other]), [])
  })

  test('of several databases asks which one is meant', async () => {
    const other = { ...lacking, root: 'file:///other', label: 'other', names: ['V3.sql'] }
    const { ctx } = context({ 'lockstep/status': { ok: { missingHere: [lacking, other] } } })
    user.answers = ['other', '$(diff) Show drift']
    await resolveMissing.run(ctx)
    assert.equal(user.saw[1]?.text, '1 migration not on this branch: V3.sql')
    assert.equal(String(editor.executed[0]?.[1]), other.root)
  })

  test('offers no choice that would be refused for the chosen database', async () => {
    const { ctx } = context({ 'lockstep/status': { ok: { missingHere: [lacking] } } })
    const offered = async (name: string) => {
      await ctx.targets.select(project, name)
      await resolveMissing.run(ctx)
      return user.saw.at(-1)!.options.map((item) => String(item?.label))
    }
    const refused = (labels: readonly string[]) => labels.filter((label) => /Reset|Repair/.test(label))
    assert.equal(refused(await offered('local')).length, 2)
    assert.deepEqual(refused(await offered('staging')), ['$(tools) Repair books…'])
    assert.deepEqual(refused(await offered('live')), [])
  })

  test('offers choices and does nothing by itself', async () => {
    const { ctx, methods } = context({ 'lockstep/status': { ok: { missingHere: [lacking] } } })
    await resolveMissing.run(ctx)
    assert.deepEqual([methods(), editor.executed], [['lockstep/status'], []])
    assert.equal(user.saw[0]?.text, "1 migration not on this branch: V9__it's.sql")
    user.answers = ['$(copy) Copy a git command that finds their files']
    await resolveMissing.run(ctx)
    assert.equal(editor.clipboard, `git log --all --oneline --name-only -- '*V9__it'\\''s.sql*'`)
    user.answers = ['$(diff) Show drift']
    await resolveMissing.run(ctx)
    assert.deepEqual([editor.executed[0]?.[0], String(editor.executed[0]?.[1])], ['lockstep.showDrift', project.root])
    user.answers = ['$(bell-slash) Leave it so']
    await resolveMissing.run(ctx)
    assert.deepEqual(ctx.missing.heard([lacking]), [])
  })
})

test('who blocks stands in the progress with a link that copies it, as long as it blocks', async () => {
  reset()
  const { ctx, tell } = context({})
  const blocker = {
    pid: 4711,
    user: 'ann',
    application: 'psql',
    since: '2026-05-01T10:00:00Z',
    query: 'select 1\n  from users',
  }
  const [waits, copy] = [
    'V2, statement 1 of 1: waits for process 4711',
    '[Copy Who Blocks](command:lockstep.copyBlockers)',
  ]
  await withProgress(ctx, 'Applying', async (token) => {
    const news = (message: string, blockers: readonly (typeof blocker)[] = []) =>
      tell('lockstep/progress', { token, message, blockers })
    news(waits, [blocker])
    assert.equal(editor.progress.at(-1), `${waits} ${copy}`)
    assert.equal(editor.context.get(keys.waiting), true)
    await copyBlockers.run(ctx)
    assert.equal(
      editor.clipboard,
      'process 4711, user ann, application psql, since 2026-05-01T10:00:00Z, query: select 1 from users',
    )
    news('V2, statement 1 of 1')
    assert.deepEqual([editor.progress.at(-1), editor.context.get(keys.waiting)], ['V2, statement 1 of 1', false])
    news('waits, running: select 1 [click](command:evil)', [blocker])
    assert.equal(editor.progress.at(-1), `waits, running: select 1 [click] (command:evil) ${copy}`)
  })
  assert.deepEqual([user.saw, ctx.blockers.all(), editor.context.get(keys.waiting)], [[], [], false])
})
