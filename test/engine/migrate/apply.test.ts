import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Failure } from '../../../server/engine/failure'
import { planApply } from '../../../server/engine/migrate/plan'
import type { RunResult } from '../../../server/engine/migrate/run'
import { readState } from '../../../server/engine/migrate/state'
import { applied, column, type Place, places, reason, requestFor, setOf, tables } from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

const failure = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === code && text.test(`${error.message} ${error.hint ?? ''}`)
const outline = ({ steps }: RunResult) =>
  steps.map(({ file, statement, outcome, stands }) =>
    [file.relativePath, statement ?? 'file', outcome, ...(stands ? [stands] : [])].join(' '),
  )
const statesAt = (place: Place, set: ReturnType<typeof setOf>) =>
  place.database.withSession(async (session) => (await readState(session, set)).migrations.map(({ state }) => state))

const dbmate = (up: string, down = '', option = ''): string =>
  `-- migrate:up${option}\n${up}\n-- migrate:down\n${down}\n`
const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  flyway: {
    'V1__a.sql': 'create table a (id int);\ninsert into a values (1);\n',
    'V2__b.sql': 'create table b (id int);\n',
  },
  dbmate: {
    '1_a.sql': dbmate('create table a (id int);\ninsert into a values (1);'),
    '2_b.sql': dbmate('create table b (id int);'),
  },
  plain: {
    '1_a.sql': 'create table a (id int);\ninsert into a values (1);\n',
    '2_b.sql': 'create table b (id int);\n',
  },
  goose: {
    '1_a.sql': '-- +goose Up\ncreate table a (id int);\ninsert into a values (1);\n',
    '2_b.sql': '-- +goose Up\ncreate table b (id int);\n',
  },
  'golang-migrate': {
    '1_a.up.sql': 'create table a (id int);\ninsert into a values (1);\n',
    '2_b.up.sql': 'create table b (id int);\n',
  },
  'node-pg-migrate': {
    '1_a.sql': '-- Up Migration\ncreate table a (id int);\ninsert into a values (1);\n',
    '2_b.sql': '-- Up Migration\ncreate table b (id int);\n',
  },
}

for (const { name, run } of places) {
  describe(name, { concurrency: false }, () => {
    test('files of one transaction: none is done when one fails', () =>
      run(async (place) => {
        const files = { 'V1__a.sql': 'create table a ();\n', 'V2__b.sql': 'create table b (id nonsense);\n' }
        const { outcome, steps, done } = await applied(place, setOf('flyway', files, place.root, { group: 'true' }))
        assert.deepEqual([outcome, done], ['failed', []])
        assert.deepEqual(
          steps.map(({ file, statement, outcome: told }) => `${file.relativePath} ${statement ?? 'whole'} ${told}`),
          ['V1__a.sql 0 done', 'V2__b.sql 0 failed', 'V1__a.sql whole failed', 'V2__b.sql whole failed'],
        )
        assert.deepEqual(
          (await tables(place)).filter((table) => table === 'a'),
          [],
        )
      }))

    for (const [tool, texts] of Object.entries(projects)) {
      test(`${tool}: applies what is pending, then finds nothing to do`, () =>
        run(async (place) => {
          const set = setOf(tool, texts, place.root)
          const first = await applied(place, set)
          assert.deepEqual(
            [first.outcome, first.done.length, first.remaining],
            ['done', 2, 0],
            JSON.stringify(first.steps),
          )
          assert.deepEqual(first.verified, { books: true, invalidIndexes: [], unvalidatedConstraints: [] })
          assert.deepEqual(
            first.steps.map(({ outcome }) => outcome),
            Array(5).fill('done'),
          )
          assert.deepEqual(await statesAt(place, set), ['applied', 'applied'])
          assert.deepEqual(
            (await tables(place)).filter((table) => table === 'a' || table === 'b'),
            ['a', 'b'],
          )
          const again = await applied(place, set)
          assert.deepEqual([again.outcome, again.steps.length, again.remaining], ['done', 0, 0])
          const audit = readFileSync(join(place.root, '.lockstep', 'audit.jsonl'), 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line))
          assert.equal(audit.length, 1)
          assert.deepEqual(
            [
              audit[0].who,
              audit[0].action,
              audit[0].outcome,
              audit[0].database,
              audit[0].files.map((file: { statements: number; outcome: string }) => [file.statements, file.outcome]),
            ],
            [
              'test',
              'apply',
              'done',
              place.database.name,
              [
                [2, 'done'],
                [1, 'done'],
              ],
            ],
          )
        }))
    }

    test('an error in a transaction: its exact place, nothing stands, the rest is not reached', () =>
      run(async (place) => {
        const set = setOf(
          'flyway',
          {
            'V1__a.sql': '-- 🐘 größer\ncreate table a (id int);\nselect 1,\n  "🐘" as é,\n  nonsense;\nselect 3;\n',
            'V2__b.sql': 'create table b ();\n',
          },
          place.root,
        )
        const result = await applied(place, set)
        assert.deepEqual(outline(result), [
          'V1__a.sql 0 done',
          'V1__a.sql 1 failed',
          'V1__a.sql 2 not reached',
          'V1__a.sql file failed nothing',
          'V2__b.sql file not reached',
        ])
        const failed = result.steps[1]!
        assert.equal(failed.error!.sqlState, '42703')
        assert.deepEqual([result.outcome, result.done.length, result.remaining], ['failed', 0, 2])
        assert.equal(set.files[0]!.source.slice(failed.error!.span!), '"🐘"')
        assert.deepEqual(await statesAt(place, set), ['pending', 'pending'])
        assert.ok(!(await tables(place)).includes('a'))
      }))

    test('placeholders are replaced, and places still mean the file', () =>
      run(async (place) => {
        const text = 'create table ${name} (id int);\nselect nonsense;\n'
        const set = setOf('flyway', { 'V1__a.sql': text }, place.root, { 'placeholders.name': 'a_much_longer_name' })
        const { steps } = await applied(place, set)
        assert.equal(set.files[0]!.source.slice(steps[1]!.error!.span!), 'nonsense')
        const fixed = setOf('flyway', { 'V1__a.sql': 'create table ${name} (id int);\n' }, place.root, {
          'placeholders.name': 'made',
        })
        await applied(place, fixed)
        assert.ok((await tables(place)).includes('made'))
      }))

    test('settings of one file reach neither its row nor the next file', () =>
      run(async (place) => {
        const set = setOf(
          'dbmate',
          {
            '1_a.sql': dbmate(
              "create schema other; set search_path = other; set lock_timeout = '1ms'; select set_config('application_name', 'leak', false); create table inside ();",
            ),
            '2_b.sql': dbmate(
              "create table b as select current_setting('search_path') as path, current_setting('lock_timeout') as wait, current_setting('application_name') as app;",
            ),
          },
          place.root,
        )
        const { outcome } = await applied(place, set)
        assert.equal(outcome, 'done')
        assert.deepEqual(await column(place, 'select version from public.schema_migrations order by 1'), ['1', '2'])
        assert.deepEqual(await column(place, 'select path || wait from public.b'), ['"$user", public5s'])
        assert.deepEqual(await column(place, "select app <> 'leak' from public.b"), [true])
      }))

    test('what follows a failed statement is not run, ROLLBACK TO SAVEPOINT neither', () =>
      run(async (place) => {
        const set = setOf(
          'plain',
          { '1_a.sql': 'create table a ();\nsavepoint s;\nselect nonsense;\nrollback to s;\ncreate table b ();\n' },
          place.root,
        )
        assert.deepEqual(outline(await applied(place, set)), [
          '1_a.sql 0 done',
          '1_a.sql 1 done',
          '1_a.sql 2 failed',
          '1_a.sql 3 not reached',
          '1_a.sql 4 not reached',
          '1_a.sql file failed nothing',
        ])
        assert.deepEqual(await statesAt(place, set), ['pending'])
        assert.deepEqual(await tables(place), ['lockstep_history'])
      }))

    test('COPY FROM STDIN finds no data and fails; the statement behind it is not taken for some', () =>
      run(async (place) => {
        const texts = { '1_a.sql': 'create table a (n int);\ncopy a from stdin with (freeze off);\nselect 1;\n' }
        const result = await applied(place, setOf('plain', texts, place.root))
        assert.deepEqual(outline(result), [
          '1_a.sql 0 done',
          '1_a.sql 1 failed',
          '1_a.sql 2 not reached',
          '1_a.sql file failed nothing',
        ])
        assert.match(result.steps[1]!.error!.message, /COPY from stdin failed/)
      }))

    test('what COMMIT refuses fails its file, and nothing of the next one is sent', () =>
      run(async (place) => {
        const deferred =
          'create table p (id int primary key);\ncreate table c (p int references p deferrable initially deferred);\ninsert into c values (1);\n'
        const set = setOf('plain', { '1_a.sql': deferred, '2_b.sql': 'create table b ();\n' }, place.root)
        const result = await applied(place, set)
        assert.deepEqual(outline(result), [
          '1_a.sql 0 done',
          '1_a.sql 1 done',
          '1_a.sql 2 done',
          '1_a.sql file failed nothing',
          '2_b.sql file not reached',
        ])
        assert.match(result.steps.at(-2)!.error!.message, /violates foreign key constraint.*rolled back/)
        assert.ok(result.verified)
        assert.deepEqual(await tables(place), ['lockstep_history'])
      }))

    test('a file that commits by itself: what it committed stands, and the books call it failed until repaired', () =>
      run(async (place) => {
        const set = setOf(
          'plain',
          { '1_a.sql': 'begin;\ncreate table a ();\ncommit;\ncreate table c ();\nselect nonsense;\n' },
          place.root,
        )
        const result = await applied(place, set)
        assert.equal(result.outcome, 'failed')
        assert.equal(result.steps.at(-1)!.stands, 'part')
        assert.match(result.steps.at(-1)!.error!.message, /Statements 1 to 4 of 5/)
        assert.deepEqual(await statesAt(place, set), ['failed'])
        assert.ok((await tables(place)).includes('a'))
        await assert.rejects(applied(place, set), failure('not-permitted', /did not finish/))
      }))

    test('a file outside a transaction that fails half way says what stands', () =>
      run(async (place) => {
        const set = setOf(
          'plain',
          { '1_a.sql': '-- lockstep: no-transaction\ncreate table a ();\nselect nonsense;\ncreate table c ();\n' },
          place.root,
        )
        const result = await applied(place, set)
        assert.deepEqual(outline(result), [
          '1_a.sql 0 done',
          '1_a.sql 1 failed',
          '1_a.sql 2 not reached',
          '1_a.sql file failed part',
        ])
        assert.match(result.steps.at(-1)!.error!.message, /Statement 1 of 3 of 1_a.sql stands/)
        assert.deepEqual(await statesAt(place, set), ['failed'])
      }))

    test('what was shown is what runs, or nothing does', () =>
      run(async (place) => {
        const set = setOf('plain', { '1_a.sql': 'create table a ();\n' }, place.root)
        const request = requestFor(place, set)
        const { id } = await place.database.withSession((session) => planApply(session, request))
        const edited = setOf('plain', { '1_a.sql': 'create table other ();\n' }, place.root)
        await assert.rejects(applied(place, edited, { planId: id }), failure('plan-moved', /nothing was sent/))
        assert.equal((await applied(place, set, { planId: id })).outcome, 'done')
        await assert.rejects(applied(place, set, { planId: id }), failure('plan-moved', /Plan again/))
      }))

    test('cancelled between two statements: the file is rolled back, the files before it stand', () =>
      run(async (place) => {
        const set = setOf(
          'plain',
          { '1_a.sql': 'create table a ();\n', '2_b.sql': 'create table b ();\ncreate table c ();\n' },
          place.root,
        )
        const abort = new AbortController()
        const result = await applied(place, set, {
          signal: abort.signal,
          onProgress: ({ message }) => void (message.startsWith('2_b.sql, statement 2') && abort.abort()),
        })
        assert.deepEqual([result.outcome, result.done.length, result.remaining], ['cancelled', 1, 1])
        assert.equal(result.steps.at(-1)!.stands, 'nothing')
        assert.deepEqual(await statesAt(place, set), ['applied', 'pending'])
        assert.equal((await applied(place, set)).outcome, 'done')
      }))

    test('1,000 pending migrations', () =>
      run(async (place) => {
        const texts = Object.fromEntries(
          Array.from({ length: 1000 }, (_, i) => [
            `V${i + 1}__t.sql`,
            `create table t${i + 1} (id int primary key);\n`,
          ]),
        )
        const set = setOf('flyway', texts, place.root)
        const { outcome, done, verified } = await applied(place, set)
        assert.deepEqual([outcome, done.length, verified?.books], ['done', 1000, true])
        assert.deepEqual(await column(place, 'select count(*)::int from flyway_schema_history'), [1000])
      }))
  })
}
