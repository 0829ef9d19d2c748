import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import pg from 'pg'
import type { RunResult } from '../../../server/engine/migrate/run'
import {
  applied,
  column,
  majors,
  mended,
  onServer,
  type Place,
  places,
  reason,
  setOf,
  statuses,
  tables,
} from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

const dbmate = (up: string, option = ' transaction:false'): string => `-- migrate:up${option}\n${up}\n-- migrate:down\n`
const states = async (place: Place, set: Parameters<typeof applied>[1]) =>
  (await statuses(place, set)).map(({ state }) => state)
const script = (place: Place, sql: string): Promise<void> =>
  place.database.withSession((session) => session.script(sql))

/** Cancels the run as soon as another transaction of the database, which has read `table`, keeps it waiting. */
async function cancelledBehind(place: Place, table: string, set: Parameters<typeof applied>[1]): Promise<RunResult> {
  const other = new pg.Client({ connectionString: place.url })
  await other.connect()
  try {
    await other.query(`begin; select * from ${table}`)
    const abort = new AbortController()
    return await applied(place, set, {
      timeouts: { lock: '0', statement: '0' },
      signal: abort.signal,
      onProgress: ({ blockers }) => blockers && abort.abort(),
    })
  } finally {
    await other.end()
  }
}

for (const major of majors) {
  describe(`statements that commit before they end, PostgreSQL ${major}`, () => {
    for (const [what, statement] of [
      ['a DO block', 'do $$ begin insert into t values (1); commit; perform 1 / 0; end $$;'],
      ['a procedure', 'call p();'],
    ] as const) {
      test(`${what} that fails after its COMMIT: failed, and not run again before somebody has looked`, () =>
        onServer(major, async (place) => {
          await script(
            place,
            "create table t (a int); create procedure p() language plpgsql as 'begin insert into t values (1); commit; perform 1 / 0; end'",
          )
          const set = setOf('dbmate', { '1_a.sql': dbmate(statement) }, place.root)
          const last = (await applied(place, set)).steps.at(-1)!
          assert.equal(last.stands, 'unknown')
          assert.match(last.error!.message, /Statement 1 may have committed part of its work before it failed\./)
          assert.deepEqual(await states(place, set), ['failed'])
          await assert.rejects(applied(place, set), /did not finish/)
          assert.deepEqual(await column(place, 'select a from t'), [1])
          await mended(place, set)
          assert.deepEqual(await states(place, set), ['pending'])
        }))
    }

    test('behind others: those stand, and nothing is claimed of the one that failed', () =>
      onServer(major, async (place) => {
        const text =
          '-- lockstep: no-transaction\ncreate table t (a int);\ndo $$ begin commit; perform 1 / 0; end $$;\n'
        const last = (await applied(place, setOf('plain', { '1_a.sql': text }, place.root))).steps.at(-1)!
        assert.equal(last.stands, 'part')
        assert.match(last.error!.message, /^Statement 1 of 2 of 1_a.sql stands\. Statement 2 may have committed/)
      }))

    test('in a transaction, or without a COMMIT, nothing of them stands', () =>
      onServer(major, async (place) => {
        const failing = 'do $$ begin perform 1 / 0; end $$;'
        const set = setOf('dbmate', { '1_a.sql': dbmate(failing) }, place.root)
        assert.equal((await applied(place, set)).steps.at(-1)!.stands, 'nothing')
        const whole = setOf('dbmate', { '1_a.sql': dbmate('do $$ begin commit; end $$;', '') }, place.root)
        assert.equal((await applied(place, whole)).steps.at(-1)!.stands, 'nothing')
        assert.deepEqual(await states(place, whole), ['pending'])
      }))

    test('DETACH PARTITION CONCURRENTLY, cancelled between its two transactions: failed', () =>
      onServer(major, async (place) => {
        await script(
          place,
          'create table t (a int) partition by list (a); create table t1 partition of t for values in (1); create table t2 partition of t for values in (2)',
        )
        const detach = 'alter table t detach partition t1 concurrently;'
        const set = setOf('dbmate', { '1_a.sql': dbmate(detach) }, place.root)
        const { outcome, steps } = await cancelledBehind(place, 't', set)
        assert.deepEqual([outcome, steps.at(-1)!.stands], ['cancelled', 'unknown'])
        assert.deepEqual(await column(place, 'select inhdetachpending from pg_inherits order by 1'), [false, true])
        assert.deepEqual(await states(place, set), ['failed'])
      }))

    test('DROP INDEX CONCURRENTLY, cancelled: the INVALID index is named, and running it again drops it', () =>
      onServer(major, async (place) => {
        await script(place, 'create table t (a int); create index t_a on t (a)')
        const set = setOf('dbmate', { '1_a.sql': dbmate('drop index concurrently public.t_a;') }, place.root)
        const { outcome, steps } = await cancelledBehind(place, 't', set)
        assert.deepEqual([outcome, steps.at(-1)!.stands], ['cancelled', 'part'])
        assert.match(steps.at(-1)!.error!.message, /The INVALID index public\.t_a was left on t\./)
        assert.deepEqual(await states(place, set), ['pending'])
        assert.equal((await applied(place, set)).outcome, 'done')
        assert.deepEqual(await column(place, "select 1 from pg_class where relname = 't_a'"), [])
      }))
  })
}

for (const { name, run } of places) {
  test(`${name}: where its begin can’t be noted, a migration outside a transaction is not begun`, () =>
    run(async (place) => {
      mkdirSync(join(place.root, '.lockstep'))
      writeFileSync(join(place.root, '.lockstep', 'unfinished'), '')
      const set = setOf('dbmate', { '1_a.sql': dbmate('create table a ();') }, place.root)
      const last = (await applied(place, set)).steps.at(-1)!
      assert.equal(last.stands, 'nothing')
      assert.match(last.error!.message, /^1_a\.sql was not begun: .*unfinished.* can't be written/)
      assert.deepEqual(await tables(place), ['schema_migrations'])
    }))

  test(`${name}: SET SESSION AUTHORIZATION decides neither who writes the row nor who runs the next file`, () =>
    run(async (place) => {
      const role = `nobody_${process.pid}`
      await script(place, `create role ${role}`)
      const set = setOf(
        'flyway',
        {
          'V1__a.sql': `set session authorization ${role};\n`,
          'V2__b.sql': 'create table b as select session_user::text as who;\n',
        },
        place.root,
      )
      assert.equal((await applied(place, set)).outcome, 'done')
      assert.deepEqual(await column(place, 'select distinct installed_by::text from flyway_schema_history'), [
        'postgres',
      ])
      assert.deepEqual(await column(place, 'select who from b'), ['postgres'])
      assert.deepEqual(await tables(place), ['b', 'flyway_schema_history'])
      await script(place, `drop role ${role}`)
    }))
}
