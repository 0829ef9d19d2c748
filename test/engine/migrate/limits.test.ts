import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { quoteLiteral } from '../../../server/engine/db/quote'
import { planApply } from '../../../server/engine/migrate/plan'
import { planRepair, repair } from '../../../server/engine/migrate/repair'
import { rollback } from '../../../server/engine/migrate/rollback'
import { startServer } from '../../support/postgres'
import {
  applied,
  column,
  majors,
  onServer,
  openAt,
  type Place,
  reason,
  requestFor,
  setOf,
  statuses,
  tables,
} from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

const major = majors.at(-1) ?? 18
const dbmate = (up: readonly string[]): string => `-- migrate:up\n${up.join('\n')}\n-- migrate:down\n`
const states = async (place: Place, set: ReturnType<typeof setOf>): Promise<readonly string[]> =>
  (await statuses(place, set)).map(({ state }) => state)

const mount = (...args: string[]): boolean => spawnSync('mount', args).status === 0
const noDisk =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'a small disk can be mounted by root on Linux only'
    : !mount('--version') && 'no mount here'

/** A server with the tablespace `tight` on a disk of 1 MB, which `grow` makes larger. */
async function onTightDisk(work: (place: Place, grow: () => void) => Promise<void>): Promise<void> {
  const server = await startServer(major)
  const disk = join(server.folder, 'tight')
  mkdirSync(disk)
  try {
    assert.ok(mount('-t', 'tmpfs', '-o', 'size=1m,mode=0777', 'none', disk), 'tmpfs cannot be mounted')
    const space = join(disk, 'space')
    const { uid, gid } = statSync(join(server.folder, 'data'))
    mkdirSync(space, { mode: 0o700 })
    chownSync(space, uid, gid)
    const url = await server.createDatabase()
    const place: Place = { name: String(major), url, database: openAt(url), root: join(server.folder, 'project') }
    await place.database.withSession((session) =>
      session.query(`create tablespace tight location ${quoteLiteral(space)}`),
    )
    await work(place, () => assert.ok(mount('-o', 'remount,size=64m', disk)))
    await place.database.withSession((session) => session.script('drop table if exists big'))
    await place.database.close()
  } finally {
    spawnSync('umount', ['-l', disk])
    server.stop()
  }
}

const fill = "insert into big select repeat('x', 500) from generate_series(1, 8000);\ncreate table after_it (n int);\n"

describe(`limits of the world, PostgreSQL ${major}`, {
  concurrency: false,
  skip: majors.length === 0 && reason,
}, () => {
  test('the disk is full: rolled back whole, or failed and mended; applied when there is room', { skip: noDisk }, () =>
    onTightDisk(async (place, grow) => {
      const big = 'create table big (t text) tablespace tight;\n'
      const whole = setOf('flyway', { 'V1__a.sql': `${big}${fill}` }, place.root)
      const first = await applied(place, whole)
      assert.deepEqual(
        [first.outcome, first.steps.find(({ error }) => error)!.error!.sqlState, first.steps.at(-1)!.stands],
        ['failed', '53100', 'nothing'],
      )
      assert.deepEqual(await states(place, whole), ['pending'])
      assert.deepEqual(await tables(place), ['flyway_schema_history'])

      const loose = setOf('plain', { '1_a.sql': `-- lockstep: no-transaction\n${big}${fill}` }, place.root)
      const second = await applied(place, loose)
      assert.deepEqual([second.outcome, second.steps.at(-1)!.stands], ['failed', 'part'])
      assert.deepEqual(await states(place, loose), ['failed'])
      assert.deepEqual(await tables(place), ['big', 'flyway_schema_history', 'lockstep_history'])

      grow()
      await place.database.withSession((session) => session.script('drop table big'))
      const request = requestFor(place, loose)
      const plan = await place.database.withSession((session) => planRepair(session, request))
      await repair({ ...request, planId: plan.id })
      assert.equal((await applied(place, loose)).outcome, 'done')
      await place.database.withSession((session) => session.script('drop table big, after_it'))
      assert.equal((await applied(place, whole)).outcome, 'done')
      assert.deepEqual(await column(place, 'select count(*)::int from big'), [8000])
    }),
  )

  test('a role that may only read sees the status and the plan, and changes nothing', () =>
    onServer(major, async (place) => {
      const names = { 'V1__a.sql': 'create table a ();\n', 'V2__b.sql': 'create table b ();\n' }
      const set = setOf('flyway', names, place.root)
      assert.equal((await applied(place, set, { to: '1' })).outcome, 'done')
      const role = `reader_${place.database.name}`
      await place.database.withSession((session) =>
        session.script(
          `create role ${role} login; alter role ${role} set default_transaction_read_only = on; grant select on flyway_schema_history to ${role}; revoke create on schema public from public`,
        ),
      )
      const url = new URL(place.url!)
      url.username = role
      const weak: Place = { ...place, database: openAt(url.href) }
      try {
        assert.deepEqual(await states(weak, set), ['applied', 'pending'])
        const plan = await weak.database.withSession((session) => planApply(session, requestFor(weak, set)))
        assert.deepEqual(
          plan.steps.map(({ file }) => file.relativePath),
          ['V2__b.sql'],
        )
        const { outcome, steps } = await applied(weak, set)
        assert.equal(outcome, 'failed')
        assert.match(steps[0]!.error!.hint!, /standby, or default_transaction_read_only is on: name the primary/)
        assert.deepEqual(await states(place, set), ['applied', 'pending'])
        assert.deepEqual(await tables(place), ['a', 'flyway_schema_history'])
      } finally {
        await weak.database.close()
        await place.database.withSession((session) => session.script(`drop owned by ${role}; drop role ${role}`))
      }
    }))

  for (const tool of ['dbmate', 'flyway', 'plain'] as const) {
    test(`${tool}: 1,000 pending migrations, and the books say so, one by one`, () =>
      onServer(major, async (place) => {
        const sql = (n: number): string => `create table t${n} ();\n`
        const files = Object.fromEntries(
          Array.from({ length: 1000 }, (_, i) => i + 1).map((n) =>
            tool === 'flyway'
              ? [`V${n}__t.sql`, sql(n)]
              : tool === 'dbmate'
                ? [`${10_000 + n}_t.sql`, `-- migrate:up\n${sql(n)}-- migrate:down\ndrop table t${n};\n`]
                : [`${n}_t.up.sql`, sql(n)],
          ),
        )
        const set = setOf(tool, files, place.root)
        const result = await applied(place, set)
        assert.deepEqual([result.outcome, result.done.length, result.verified!.books], ['done', 1000, true])
        assert.deepEqual(await column(place, "select count(*)::int from pg_class where relname ~ '^t[0-9]+$'"), [1000])
        const rows = await place.database.withSession((session) => set.convention.books!.applied(session, set.settings))
        assert.deepEqual(
          rows.filter(({ version }) => version !== '').map(({ version }) => version),
          set.files.map(({ name }) => name.version),
        )
        assert.deepEqual((await applied(place, set)).done, [])
        if (tool !== 'dbmate') return
        const back = await rollback({ ...requestFor(place, set), to: set.files[489]!.name.version })
        assert.deepEqual([back.outcome, back.done.length], ['done', 510])
        assert.deepEqual(await column(place, "select count(*)::int from pg_class where relname ~ '^t[0-9]+$'"), [490])
      }))
  }

  test('a file of many statements: all of them, or the very one that failed', () =>
    onServer(major, async (place) => {
      const lines = Array.from({ length: 1600 }, (_, i) => `insert into t values (${i});`)
      const good = setOf('dbmate', { '1_a.sql': dbmate(['create table t (i int primary key);', ...lines]) })
      const first = await applied(place, good)
      assert.deepEqual([first.outcome, first.steps.length], ['done', 1602])
      assert.deepEqual(await column(place, 'select count(*)::int from t'), [1600])
      const bad = lines.map((line, i) => (i === 1500 ? 'insert into t values (7);' : line.replace('(', '(1')))
      const second = await applied(place, setOf('dbmate', { '2_b.sql': dbmate(['truncate t;', lines[7]!, ...bad]) }))
      const failed = second.steps.filter(({ outcome }) => outcome === 'failed')
      assert.deepEqual(
        failed.map(({ statement }) => statement),
        [1502, undefined],
      )
      assert.deepEqual(await column(place, 'select count(*)::int from t'), [1600])
    }))

  test('a migration that commits by itself and then fails: what stands is said, the state is failed, repair mends it', () =>
    onServer(major, async (place) => {
      const text = (last: string): string => `create table a ();\ncommit;\nbegin;\ncreate table b ();\n${last}`
      const set = setOf('plain', { '1_a.sql': text('select 1 / 0;\n') }, place.root)
      const result = await applied(place, set)
      assert.match(result.plan.outlook().warnings.join(), /begins or ends a transaction itself/)
      const last = result.steps.at(-1)!
      assert.deepEqual([result.outcome, result.done.length, last.stands], ['failed', 0, 'part'])
      assert.deepEqual(await tables(place), ['a', 'lockstep_history'])
      assert.deepEqual(await states(place, set), ['failed'])
      const request = requestFor(place, set)
      const plan = await place.database.withSession((session) => planRepair(session, request))
      await repair({ ...request, planId: plan.id })
      await place.database.withSession((session) => session.script('drop table a'))
      const mended = setOf('plain', { '1_a.sql': text('commit;\n') }, place.root)
      assert.equal((await applied(place, mended)).outcome, 'done')
      assert.deepEqual(await tables(place), ['a', 'b', 'lockstep_history'])
      assert.deepEqual(await states(place, mended), ['applied'])
    }))

  test('an administrator ends the session in the middle: nothing stands, and the next run does it', () =>
    onServer(major, async (place) => {
      const set = setOf(
        'flyway',
        { 'V1__a.sql': 'create table a ();\nselect pg_terminate_backend(pg_backend_pid());\n' },
        place.root,
      )
      const result = await applied(place, set)
      assert.deepEqual([result.outcome, result.steps.at(-1)!.stands], ['failed', 'nothing'])
      assert.deepEqual(await states(place, set), ['pending'])
      assert.deepEqual(await tables(place), ['flyway_schema_history'])
      const mended = setOf('flyway', { 'V1__a.sql': 'create table a ();\n' }, place.root)
      assert.equal((await applied(place, mended)).outcome, 'done')
    }))
})
