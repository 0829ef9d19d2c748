import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { driftReports, locksReport, planQuestion, planReport, runReport, testReport } from '../../client/render'
import type { DriftResult, PlanResult } from '../../server/protocol'

const range = { start: { line: 4, character: 0 }, end: { line: 4, character: 9 } }
const folder = 'file:///shop/db/migration'

const plan: PlanResult = {
  id: '1',
  direction: 'up',
  target: { label: 'shop on localhost:5432 as ann', host: 'localhost:5432', database: 'shop', disposable: false },
  books: 'public.flyway_schema_history',
  files: [
    { uri: `${folder}/V2__orders.sql`, version: '2', title: 'orders', statements: 1, transactional: true },
    {
      uri: `${folder}/V10__add%20index.sql`,
      version: '10',
      title: 'add index',
      statements: 3,
      transactional: false,
      strongestLock: 'SHARE UPDATE EXCLUSIVE',
    },
  ],
  strongestLock: { mode: 'SHARE UPDATE EXCLUSIVE', relation: 'public.orders' },
  blockers: [],
  warnings: ['No lock_timeout is set.'],
}

suite('what the user reads', () => {
  test('the question before applying names host, database, number of files and the strongest lock', () => {
    assert.deepEqual(planQuestion(plan), {
      message: 'Apply 2 migrations to shop on localhost:5432 as ann?',
      detail: [
        'Host: localhost:5432',
        'Database: shop',
        'Files: 2',
        'Strongest lock: SHARE UPDATE EXCLUSIVE on public.orders',
        'Recorded in: public.flyway_schema_history',
        '',
        'V2__orders.sql',
        'V10__add index.sql',
        '',
        'No lock_timeout is set.',
      ].join('\n'),
    })
  })

  test('a long plan is cut, with the number that is left out', () => {
    const files = Array.from({ length: 30 }, (_, index) => ({ ...plan.files[0]!, uri: `${folder}/V${index}__x.sql` }))
    assert.match(planQuestion({ ...plan, files }).detail, /V9__x\.sql\n… and 20 more/)
  })

  test('a plan as a document', () => {
    const { text, links } = planReport(plan)
    assert.equal(
      text,
      [
        'Pending migrations for shop on localhost:5432 as ann',
        '',
        '  V2__orders.sql       1 statement     in a transaction   locks nothing that exists',
        '  V10__add index.sql   3 statements    no transaction     SHARE UPDATE EXCLUSIVE',
        '',
        'Worth knowing first',
        '  No lock_timeout is set.',
        '',
        'Each file is recorded in public.flyway_schema_history.',
        '',
      ].join('\n'),
    )
    assert.deepEqual(
      links.map(({ line, start, target }) => [line, start, target.uri]),
      [
        [2, 2, `${folder}/V2__orders.sql`],
        [3, 2, `${folder}/V10__add%20index.sql`],
      ],
    )
  })

  test('a failed step says what the server said, and where', () => {
    const { text, links } = runReport({
      target: 'the embedded database',
      direction: 'up',
      outcome: 'done',
      done: 1,
      remaining: 1,
      remarks: ['INVALID index left behind: public.i'],
      steps: [
        { uri: `${folder}/V1__a.sql`, outcome: 'done', ms: 12.4 },
        {
          uri: `${folder}/V2__b.sql`,
          statement: 1,
          range,
          outcome: 'failed',
          ms: 1500,
          error: { message: 'relation "x" does not exist', sqlState: '42P01', hint: 'Create it first.' },
        },
      ],
    })
    assert.equal(
      text,
      [
        'Applied 1 migration to the embedded database. 1 not applied.',
        'INVALID index left behind: public.i',
        '',
        '  done        V1__a.sql, 12 ms',
        '  failed      V2__b.sql, statement 2, 1.5 s',
        '    relation "x" does not exist (42P01)',
        '    Create it first.',
        '',
      ].join('\n'),
    )
    assert.deepEqual(links[1]?.target, { uri: `${folder}/V2__b.sql`, line: 4 })
  })

  test('tests are listed by file', () => {
    const uri = `${folder}/V1__a.sql`
    const { text } = testReport({
      passed: 1,
      failed: 1,
      skipped: 0,
      tests: [
        { uri, name: 'up', outcome: 'passed', ms: 3 },
        { uri, name: 'down', outcome: 'failed', ms: 4, message: 'left over:\ntable public.t' },
      ],
    })
    assert.equal(
      text,
      '1 passed, 1 failed, 0 skipped\n\nV1__a.sql\n  passed   up, 3 ms\n  failed   down, 4 ms\n    left over:\n    table public.t\n',
    )
  })

  test('drift becomes two texts that differ only where the schemas do', () => {
    const drift: DriftResult = {
      target: 'shop on localhost',
      migrations: 12,
      notVisible: ['Roles are not compared.'],
      differences: [
        {
          kind: 'column',
          name: 'public.orders.total',
          change: 'changed',
          attributes: [{ name: 'type', expected: 'numeric', actual: 'text' }],
          definedAt: { uri: `${folder}/V4__orders.sql`, range },
        },
        { kind: 'table', name: 'public.gone', change: 'missing', attributes: [] },
        { kind: 'table', name: 'public.extra', change: 'unexpected', attributes: [] },
      ],
    }
    const { expected, actual } = driftReports(drift)
    assert.equal(
      expected.text,
      'As 12 migrations build it\n\ncolumn public.orders.total\n  type: numeric\n\ntable public.gone\n\nNot compared\n  Roles are not compared.\n',
    )
    assert.equal(
      actual.text,
      'As it is in shop on localhost\n\ncolumn public.orders.total\n  type: text\n\ntable public.extra\n\nNot compared\n  Roles are not compared.\n',
    )
    assert.deepEqual(expected.links, [
      { line: 2, start: 0, end: 26, target: { uri: `${folder}/V4__orders.sql`, line: 4 } },
    ])
  })

  test('locks are told a statement, with what is held to the end', () => {
    const { text } = locksReport(`${folder}/V1__a.sql`, {
      postgres: 17,
      statements: [
        {
          range,
          sql: 'alter table orders\n  add column a int',
          transactional: true,
          locks: [{ relation: 'public.orders', mode: 'ACCESS EXCLUSIVE', why: 'ADD COLUMN' }],
          rewrites: ['public.orders'],
          scans: [],
          held: [{ relation: 'public.orders', mode: 'ACCESS EXCLUSIVE' }],
        },
        {
          range,
          sql: 'select 1',
          transactional: true,
          locks: [],
          rewrites: [],
          scans: [],
          held: [],
          unknown: ['dynamic SQL'],
        },
      ],
    })
    assert.equal(
      text,
      [
        'Locks of V1__a.sql on what exists before it, PostgreSQL 17',
        '',
        'alter table orders',
        '  ACCESS EXCLUSIVE  public.orders: ADD COLUMN',
        '  rewrites public.orders',
        '  held until COMMIT: ACCESS EXCLUSIVE on public.orders',
        '',
        'select 1',
        '  locks nothing that exists',
        '  unknown: dynamic SQL',
        '',
      ].join('\n'),
    )
  })
})
