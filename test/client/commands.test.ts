// First: the client's modules load the editor's API when they are loaded.
import './support/vscode'

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'
import apply from '../../client/commands/apply-pending-migrations'
import { commandId } from '../../client/commands/command'
import newMigration, { titleProblem } from '../../client/commands/new-migration'
import showDrift from '../../client/commands/show-drift'
import testMigration from '../../client/commands/test-migration'
import type { DriftResult, PlanResult, RunResult, TestResult } from '../../server/protocol'
import { context, migration } from './support/ctx'
import { editor, reset, user } from './support/vscode'

const plan: PlanResult = {
  id: 'plan-7',
  direction: 'up',
  target: { label: 'the embedded database', host: 'this machine', database: 'shop', disposable: true },
  books: 'public.flyway_schema_history',
  files: [{ uri: migration.toString(), version: '1', title: 'a', statements: 1, transactional: true }],
  blockers: [],
  warnings: [],
}

const applied: RunResult = {
  target: 'the embedded database',
  direction: 'up',
  outcome: 'done',
  done: 1,
  remaining: 0,
  remarks: [],
  steps: [{ uri: migration.toString(), outcome: 'done', ms: 3 }],
}

suite('commands', () => {
  beforeEach(reset)

  test('are named by their files', () =>
    assert.equal(commandId('apply-pending-migrations'), 'lockstep.applyPendingMigrations'))

  test('Apply asks once, in a modal box, and hands back the plan that was shown', async () => {
    user.answers = ['Apply']
    const { ctx, asked, methods } = context({ 'lockstep/plan': { ok: plan }, 'lockstep/apply': { ok: applied } })
    await apply.run(ctx, migration)
    assert.deepEqual(methods(), ['lockstep/plan', 'lockstep/apply'])
    assert.equal(asked.at(-1)?.[1].planId, 'plan-7')
    assert.deepEqual(
      user.saw.map(({ kind }) => kind),
      ['warning', 'information'],
    )
    assert.equal(user.saw[0]?.options[0]?.modal, true)
    assert.equal(user.saw[1]?.text, 'Applied 1 migration to the embedded database.')
  })

  for (const answer of [undefined, 'Show Plan'])
    test(`Apply applies nothing after ${answer ?? 'Cancel'}`, async () => {
      user.answers = [answer]
      const { ctx, methods, showed } = context({ 'lockstep/plan': { ok: plan }, 'lockstep/apply': { ok: applied } })
      await apply.run(ctx, migration)
      assert.deepEqual(methods(), ['lockstep/plan'])
      assert.equal(showed.length, answer ? 1 : 0)
    })

  test('Apply does not ask about a plan that is blocked or empty', async () => {
    const blocked = context({ 'lockstep/plan': { ok: { ...plan, blockers: ['V1 was edited after it was applied.'] } } })
    await apply.run(blocked.ctx, migration)
    const empty = context({ 'lockstep/plan': { ok: { ...plan, files: [] } } })
    await apply.run(empty.ctx, migration)
    assert.deepEqual(
      user.saw.map(({ kind, text }) => [kind, text]),
      [
        ['error', 'Nothing was applied to the embedded database. V1 was edited after it was applied.'],
        ['information', 'Nothing to apply: the embedded database is up to date.'],
      ],
    )
    assert.deepEqual([...blocked.methods(), ...empty.methods()], ['lockstep/plan', 'lockstep/plan'])
  })

  test('a failed step goes to the Problems and to an error message', async () => {
    user.answers = ['Apply', 'Show Report']
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } }
    const step = {
      uri: migration.toString(),
      range,
      outcome: 'failed',
      error: { message: 'no such table', sqlState: '42P01' },
    }
    const { ctx, reported, showed } = context({
      'lockstep/plan': { ok: plan },
      'lockstep/apply': { ok: { ...applied, outcome: 'failed', done: 0, remaining: 1, steps: [step] } },
    })
    await apply.run(ctx, migration)
    assert.deepEqual(reported, [
      ['Lockstep apply', [{ uri: migration.toString(), range, message: 'no such table', code: '42P01' }]],
    ])
    assert.equal(user.saw[1]?.kind, 'error')
    assert.match(showed[0]?.[1].text ?? '', /no such table \(42P01\)/)
  })

  test('what stands of a file that failed is told at its statement, not beside it, and the message leads there', async () => {
    user.answers = ['Apply', 'Go to Statement']
    const range = { start: { line: 4, character: 9 }, end: { line: 4, character: 20 } }
    const uri = migration.toString()
    const error = { message: 'column "x" does not exist', sqlState: '42703' }
    const steps = [
      { uri, statement: 1, range, outcome: 'failed', error },
      { uri, outcome: 'failed', error: { message: 'It was rolled back: nothing of it stands.' } },
    ]
    const { ctx, reported } = context({
      'lockstep/plan': { ok: plan },
      'lockstep/apply': { ok: { ...applied, outcome: 'failed', done: 0, remaining: 1, steps } },
    })
    await apply.run(ctx, migration)
    const message = `${error.message}\nIt was rolled back: nothing of it stands.`
    assert.deepEqual(reported, [['Lockstep apply', [{ uri, message, range, code: '42703' }]]])
    const [[command, file, options] = []] = editor.executed as [string, unknown, { selection: { startLine: number } }][]
    assert.deepEqual([command, String(file), options?.selection.startLine], ['showTextDocument', uri, 4])
  })

  test('a cancelled run says what stands, and is no problem of a file', async () => {
    user.answers = ['Apply']
    const step = { uri: migration.toString(), outcome: 'failed', error: { message: 'Cancelled.' } }
    const { ctx, reported } = context({
      'lockstep/plan': { ok: plan },
      'lockstep/apply': { ok: { ...applied, outcome: 'cancelled', done: 0, remaining: 1, steps: [step] } },
    })
    await apply.run(ctx, migration)
    assert.deepEqual(reported, [['Lockstep apply', []]])
    assert.deepEqual(
      [user.saw[1]?.kind, user.saw[1]?.text],
      ['warning', 'Cancelled. Nothing was applied to the embedded database. 1 not applied.'],
    )
  })

  test('a failure of the world is shown with its hint, a cancel not at all', async () => {
    const refused = context({
      'lockstep/plan': { error: { code: 'no-connection', message: 'Nobody listens.', hint: 'Start it.' } },
    })
    await apply.run(refused.ctx, migration)
    const cancelled = context({ 'lockstep/plan': Object.assign(new Error('cancelled'), { code: -32800 }) })
    await apply.run(cancelled.ctx, migration)
    assert.deepEqual(
      user.saw.map(({ text }) => text),
      ['Nobody listens. Start it.'],
    )
  })

  test('Test takes the file it is given, and lets choose otherwise', async () => {
    const result: TestResult = { passed: 2, failed: 0, skipped: 1, tests: [] }
    const { ctx, asked } = context({ 'lockstep/test': { ok: result } })
    await testMigration.run(ctx, migration)
    assert.deepEqual(asked.at(-1)?.[1].uris, [migration.toString()])
    assert.equal(user.saw.at(-1)?.text, '2 tests passed, 1 skipped in 0 ms.')
    user.answers = ['All 2 migrations']
    await testMigration.run(ctx)
    assert.deepEqual(asked.at(-1)?.[1].uris, [])
  })

  test('Show Drift opens two sides, or says that there is none', async () => {
    const none: DriftResult = { target: 'shop', migrations: 2, differences: [], notVisible: [] }
    await showDrift.run(context({ 'lockstep/drift': { ok: none } }).ctx, migration)
    assert.equal(user.saw[0]?.text, 'No drift: shop is as 2 migrations build it.')
    const differences = [{ kind: 'table', name: 'public.x', change: 'missing', attributes: [] }]
    await showDrift.run(context({ 'lockstep/drift': { ok: { ...none, differences } } }).ctx, migration)
    const [[command, left, right, title] = []] = editor.executed
    assert.deepEqual([command, title], ['vscode.diff', '1 difference: migrations ↔ shop'])
    assert.notEqual(String(left), String(right))
  })

  test('New Migration asks for a title, and stops when there is none', async () => {
    const { ctx, methods } = context({ 'lockstep/newMigration': { ok: { uris: [] } } })
    user.answers = [undefined]
    await newMigration.run(ctx, migration)
    assert.deepEqual(methods(), [])
    user.answers = ['add orders index']
    await newMigration.run(ctx, migration)
    assert.deepEqual(methods(), ['lockstep/newMigration'])
    assert.equal(titleProblem('add orders index'), undefined)
    for (const bad of ['  ', 'a/b', 'what?', 'a\u0000']) assert.notEqual(titleProblem(bad), undefined, bad)
  })
})
