import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import pg from 'pg'
import { Failure } from '../../../server/engine/failure'
import { lockKeys } from '../../../server/engine/migrate/advisory'
import { invalidIndexes } from '../../../server/engine/migrate/inspect'
import type { Progress } from '../../../server/engine/migrate/run'
import {
  applied,
  column,
  majors,
  mended,
  onServer,
  openAt,
  type Place,
  reason,
  setOf,
  statuses,
  tables,
} from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

const failure = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === code && text.test(`${error.message} ${error.hint ?? ''}`)
const dbmate = (up: string, option = ''): string => `-- migrate:up${option}\n${up}\n-- migrate:down\n`

/** Another client of the database. */
async function withOther<T>({ url }: Place, work: (other: pg.Client) => Promise<T>): Promise<T> {
  const other = new pg.Client({ connectionString: url, application_name: 'reporting' })
  await other.connect()
  try {
    return await work(other)
  } finally {
    await other.end()
  }
}

for (const major of majors) {
  describe(`PostgreSQL ${major}`, { concurrency: false }, () => {
    test('a statement that waits says for whom, and goes on when the way is free', () =>
      onServer(major, (place) =>
        withOther(place, async (other) => {
          await other.query('create table t ()')
          await other.query('begin; lock table t')
          const set = setOf('plain', { '1_a.sql': 'alter table t add column a int;\n' }, place.root)
          const seen: Progress[] = []
          let released = false
          const { outcome } = await applied(place, set, {
            timeouts: { lock: '0', statement: '0' },
            onProgress: (progress) => {
              if (!progress.blockers) return
              seen.push(progress)
              if (released) return
              released = true
              void other.query('rollback')
            },
          })
          assert.equal(outcome, 'done')
          const [blocker] = seen[0]!.blockers!
          assert.deepEqual(
            [blocker!.user, blocker!.application, blocker!.query],
            ['postgres', 'reporting', 'begin; lock table t'],
          )
          assert.ok(blocker!.since && seen[0]!.message.includes(String(blocker!.pid)))
        }),
      ))

    test('lock_timeout: rolled back, tried again later, with whom it waited for', () =>
      onServer(major, (place) =>
        withOther(place, async (other) => {
          // Of an extension: Flyway takes the database for an empty one.
          await other.query('create table t (); alter extension plpgsql add table t')
          await other.query('begin; lock table t')
          const set = setOf(
            'flyway',
            { 'V1__a.sql': 'create table made ();\nalter table t add column a int;\n' },
            place.root,
          )
          const pauses: number[] = []
          const { outcome, steps } = await applied(place, set, {
            timeouts: { lock: '200ms', statement: '0' },
            pause: async (milliseconds) => {
              pauses.push(milliseconds)
              assert.ok(!(await tables(place)).includes('made'), 'nothing stands between two tries')
              if (pauses.length === 2) await other.query('rollback')
            },
          })
          assert.equal(outcome, 'done')
          assert.equal(pauses.length, 2)
          assert.ok(pauses[0]! >= 250 && pauses[0]! <= 750 && pauses[1]! >= 500 && pauses[1]! <= 1500, String(pauses))
          assert.deepEqual(
            steps.map((step) => step.outcome),
            ['done', 'done', 'done'],
          )
        }),
      ))

    test('lock_timeout to the end of the tries, and never again outside a transaction', () =>
      onServer(major, (place) =>
        withOther(place, async (other) => {
          await other.query('create table t ()')
          await other.query('begin; lock table t')
          let pauses = 0
          const more = { timeouts: { lock: '100ms', statement: '0' }, retries: 2, pause: async () => void pauses++ }
          const whole = setOf('plain', { '1_a.sql': 'alter table t add column a int;\n' }, place.root)
          const first = await applied(place, whole, more)
          assert.deepEqual([first.outcome, first.steps[0]!.error!.sqlState, pauses], ['failed', '55P03', 2])
          assert.equal(first.steps[0]!.error!.blockers?.[0]?.application, 'reporting')
          const loose = setOf(
            'plain',
            { '1_a.sql': '-- lockstep: no-transaction\nalter table t add column a int;\n' },
            place.root,
          )
          assert.equal((await applied(place, loose, more)).outcome, 'failed')
          assert.equal(pauses, 2)
        }),
      ))

    test('a failed CREATE INDEX CONCURRENTLY: the INVALID index is named, dropped and built anew', () =>
      onServer(major, async (place) => {
        await place.database.withSession((session) =>
          session.script('create table t (a int); insert into t values (1), (1)'),
        )
        const set = setOf(
          'dbmate',
          { '1_a.sql': dbmate('create unique index concurrently if not exists t_a on t (a);', ' transaction:false') },
          place.root,
        )
        const failed = await applied(place, set)
        const last = failed.steps.at(-1)!
        assert.deepEqual([failed.outcome, last.stands], ['failed', 'part'])
        assert.match(last.error!.hint!, /DROP INDEX CONCURRENTLY public.t_a;/)
        assert.deepEqual(await place.database.withSession(invalidIndexes), [
          { schema: 'public', name: 't_a', table: 't' },
        ])
        await place.database.withSession((session) => session.script('delete from t'))
        const again = await applied(place, set)
        assert.deepEqual(
          [again.outcome, again.verified],
          ['done', { books: true, invalidIndexes: [], unvalidatedConstraints: [] }],
        )
        assert.deepEqual(await column(place, "select indisvalid from pg_index where indexrelid = 't_a'::regclass"), [
          true,
        ])
      }))

    test('a failure halfway, outside a transaction: the state says why and what stands', () =>
      onServer(major, async (place) => {
        const set = setOf(
          'goose',
          { '00001_a.sql': '-- +goose NO TRANSACTION\n-- +goose Up\ncreate table made ();\nselect 1/0;\n' },
          place.root,
        )
        assert.equal((await applied(place, set)).outcome, 'failed')
        const [status] = await statuses(place, set)
        assert.equal(status!.state, 'failed')
        assert.match(
          status!.note!,
          /^test ran it on \S+ and it failed: division by zero. Statement 1 of 2 of 00001_a.sql stands, the rest does not. Undo what stands, then repair.$/,
        )
        await mended(place, set)
        assert.deepEqual(
          (await statuses(place, set)).map(({ state }) => state),
          ['pending'],
        )
      }))

    test('cancelled while it waits: the statement is cancelled, what stands is said', () =>
      onServer(major, (place) =>
        withOther(place, async (other) => {
          // Of an extension: Flyway takes the database for an empty one.
          await other.query('create table t (); alter extension plpgsql add table t')
          await other.query('begin; lock table t')
          const abort = new AbortController()
          const set = setOf(
            'flyway',
            {
              'V1__a.sql': 'create table made ();\n',
              'V2__b.sql': 'create table half ();\nalter table t add column a int;\n',
              'V3__c.sql': 'create table c ();\n',
            },
            place.root,
          )
          const result = await applied(place, set, {
            timeouts: { lock: '0', statement: '0' },
            signal: abort.signal,
            onProgress: ({ blockers }) => void (blockers && abort.abort()),
          })
          assert.deepEqual([result.outcome, result.done.length, result.remaining], ['cancelled', 1, 2])
          assert.deepEqual(await tables(place), ['flyway_schema_history', 'made', 't'])
          await other.query('rollback')
          assert.equal((await applied(place, set)).outcome, 'done')
        }),
      ))

    test('another run holds the lock: who it is, and nothing is sent', () =>
      onServer(major, (place) =>
        withOther(place, async (other) => {
          const set = setOf('flyway', { 'V1__a.sql': 'create table a ();\n' }, place.root)
          const [key] = await place.database.withSession((session) => lockKeys(session, set))
          await other.query('select pg_advisory_lock($1)', [String(key)])
          const { rows } = await other.query('select pg_backend_pid() as pid')
          await assert.rejects(
            applied(place, set, { patience: 300, pause: async () => {} }),
            failure('locked', new RegExp(`process ${rows[0].pid} \\(postgres, reporting\\)`)),
          )
          assert.deepEqual(await tables(place), [])
        }),
      ))

    for (const tool of ['flyway', 'dbmate', 'plain']) {
      test(`${tool}: two at once: one applies, the other finds nothing to do`, () =>
        onServer(major, async (place) => {
          const names = tool === 'flyway' ? ['V1__a.sql', 'V2__b.sql'] : ['1_a.sql', '2_b.sql']
          const sql = ['create table a ();\n', 'create table b ();\n'].map((text) =>
            tool === 'dbmate' ? dbmate(text) : text,
          )
          const set = setOf(tool, { [names[0]!]: sql[0]!, [names[1]!]: sql[1]! }, place.root)
          const results = await Promise.all([
            applied(place, set),
            applied({ ...place, database: openAt(place.url!) }, set),
          ])
          assert.deepEqual(
            results.map(({ outcome }) => outcome),
            ['done', 'done'],
          )
          assert.deepEqual(results.map(({ done }) => done.length).sort(), [0, 2])
        }))
    }

    test('no right to make the table of the books, no right in a migration', () =>
      onServer(major, async (place) => {
        const role = `writer_${place.database.name}`
        await place.database.withSession((session) =>
          session.script(`create table t (); create role ${role} login; revoke create on schema public from public`),
        )
        const url = new URL(place.url!)
        url.username = role
        const weak = { ...place, database: openAt(url.href) }
        const set = setOf('plain', { '1_a.sql': 'alter table t add column a int;\n' }, place.root)
        await assert.rejects(
          applied(weak, set),
          failure('not-permitted', /lockstep_history can't be made: permission denied/),
        )
        await place.database.withSession((session) => session.script(`grant create on schema public to ${role}`))
        const result = await applied(weak, set)
        assert.deepEqual(
          [result.outcome, result.steps[0]!.error!.sqlState, result.steps.at(-1)!.stands],
          ['failed', '42501', 'nothing'],
        )
        await weak.database.close()
        await place.database.withSession((session) => session.script(`drop owned by ${role}; drop role ${role}`))
      }))

    test('constraints that are not validated yet are named after the run', () =>
      onServer(major, async (place) => {
        const set = setOf(
          'plain',
          { '1_a.sql': 'create table t (a int);\nalter table t add constraint positive check (a > 0) not valid;\n' },
          place.root,
        )
        assert.deepEqual((await applied(place, set)).verified!.unvalidatedConstraints, ['public.t.positive'])
      }))
  })
}
