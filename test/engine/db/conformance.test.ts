import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openServer } from '../../../server/engine/db/pg'
import { openEmbedded } from '../../../server/engine/db/pglite'
import { type Database, type Notice, PostgresFailure } from '../../../server/engine/db/session'
import { Failure } from '../../../server/engine/failure'
import { availableMajors, withServer } from '../../support/postgres'

async function serverDatabase(major: number): Promise<Database> {
  return withServer(major, async ({ host, port, user, createDatabase }) => {
    const database = new URL(await createDatabase()).pathname.slice(1)
    return openServer({ host, port, user, database, sslMode: 'prefer' })
  })
}

const failedWith = (sqlState: string) => (error: unknown) =>
  error instanceof PostgresFailure && error.sqlState === sqlState
const failure = (code: string) => (error: unknown) => error instanceof Failure && error.code === code

/** The behaviour everything above relies on, the same on every backend. */
function conformance(name: string, major: number, open: () => Promise<Database>): void {
  describe(name, { concurrency: false }, () => {
    let opened: Promise<Database> | undefined
    const database = () => {
      opened ??= open()
      return opened
    }
    after(async () => (await opened)?.close())

    test('says what it is', async () => {
      const db = await database()
      assert.doesNotMatch(`${db.id} ${db.label}`, /:\/\//)
      await db.withSession(async (session) => {
        assert.equal(session.major, major)
        assert.equal(session.transactionStatus, 'idle')
        const { rows } = await session.query('select pg_backend_pid() as pid')
        assert.deepEqual(rows, [{ pid: session.pid }])
      })
    })

    test('gives values the same JavaScript types', async () => {
      const { rows } = await (await database()).withSession((session) =>
        session.query(`
          select 1::int4 as int4, 9007199254740993::int8 as int8, 1.50::numeric as numeric, 1.5::float8 as float8, true as bool,
            'x'::text as text, 'n'::name as name, '{"a": [1]}'::jsonb as jsonb, '\\x00ff'::bytea as bytea, null::text as nothing,
            '2026-01-02'::date as date, '2026-01-02 03:04:05.678901'::timestamp as timestamp, '1 day 2 hours'::interval as interval,
            '2026-01-02 03:04:05.678+00'::timestamptz as timestamptz, array[1,2] as ints, array['a','b c',null] as texts,
            array['n']::name[] as names, '{r}'::"char"[] as chars, 'pg_class'::regclass as regclass, 'a'::"char" as char, 12::oid as oid,
            array['2026-01-02']::date[] as dates`),
      )
      assert.deepEqual(rows, [
        {
          int4: 1,
          int8: '9007199254740993',
          numeric: '1.50',
          float8: 1.5,
          bool: true,
          text: 'x',
          name: 'n',
          jsonb: { a: [1] },
          bytea: Buffer.from([0, 255]),
          nothing: null,
          date: '2026-01-02',
          timestamp: '2026-01-02 03:04:05.678901',
          interval: '1 day 02:00:00',
          timestamptz: new Date('2026-01-02T03:04:05.678Z'),
          ints: [1, 2],
          texts: ['a', 'b c', null],
          names: ['n'],
          chars: ['r'],
          regclass: 'pg_class',
          char: 'a',
          oid: 12,
          dates: ['2026-01-02'],
        },
      ])
    })

    test('passes parameters and counts rows', async () => {
      await (await database()).withSession(async (session) => {
        await session.script('create temp table numbers (n int, words text[], at timestamptz)')
        const at = new Date('2026-05-06T07:08:09Z')
        const inserted = await session.query('insert into numbers values ($1, $2, $3), ($1 + 1, $2, $3) returning n', [
          7,
          ['a', 'b'],
          at,
        ])
        assert.deepEqual(inserted, { rows: [{ n: 7 }, { n: 8 }], affected: 2, command: 'INSERT' })
        const { rows } = await session.query('select * from numbers where n = $1', [8])
        assert.deepEqual(rows, [{ n: 8, words: ['a', 'b'], at }])
        assert.equal((await session.query('create temp table other ()')).command, 'CREATE')
      })
    })

    test('query takes one statement only, script many', async () => {
      await (await database()).withSession(async (session) => {
        await assert.rejects(session.query('select 1; select 2'), failedWith('42601'))
        await session.script('create temp table two (); drop table two; ; ')
        await session.script('')
      })
    })

    test('begins each session afresh', async () => {
      const db = await database()
      await db.withSession(async (session) => {
        await session.script(
          `set search_path = pg_catalog; set time zone 'Asia/Tokyo'; create temp table leftover (); begin`,
        )
        assert.equal(session.transactionStatus, 'open')
        await session.script('create table public.uncommitted ()')
      })
      await db.withSession(async (session) => {
        const { rows } = await session.query(
          `select current_setting('search_path') as path, to_regclass('leftover') as temp, to_regclass('uncommitted') as made, session_user as user`,
        )
        assert.deepEqual(rows, [{ path: '"$user", public', temp: null, made: null, user: 'postgres' }])
      })
    })

    test('a role set for the session does not survive it', async () => {
      const db = await database()
      const role = `conformance_${major}_${process.pid}`
      await db.withSession((session) => session.script(`create role ${role}; set session authorization ${role}`))
      await db.withSession(async (session) => {
        const { rows } = await session.query('select current_user, session_user')
        assert.deepEqual(rows, [{ current_user: 'postgres', session_user: 'postgres' }])
        await session.script(`drop role ${role}`)
      })
    })

    test('reports errors with everything the server said', async () => {
      await (await database()).withSession(async (session) => {
        await assert.rejects(session.script("select 'é😀', nope"), (error: PostgresFailure) => {
          assert.ok(error instanceof PostgresFailure)
          // Code points: the emoji counts once.
          assert.deepEqual(
            [error.sqlState, error.position, error.message],
            ['42703', 14, 'column "nope" does not exist'],
          )
          return true
        })
        await session.script('create temp table orders (id int constraint positive check (id > 0))')
        await assert.rejects(session.query('insert into orders values ($1)', [-1]), (error: PostgresFailure) => {
          assert.equal(error.sqlState, '23514')
          assert.equal(error.detail, 'Failing row contains (-1).')
          assert.equal(error.object?.constraint, 'positive')
          assert.equal(error.object?.table, 'orders')
          assert.match(error.object?.schema ?? '', /^pg_temp_/)
          return true
        })
        await assert.rejects(
          session.script("do $$ begin raise exception 'no' using hint = 'try' ; end $$"),
          (error: PostgresFailure) => {
            assert.deepEqual([error.sqlState, error.hint, error.position], ['P0001', 'try', undefined])
            assert.match(error.where ?? '', /^PL\/pgSQL function inline_code_block line 1 at RAISE/)
            return true
          },
        )
        assert.deepEqual((await session.query('select 1 as alive')).rows, [{ alive: 1 }])
      })
    })

    test('hands notices to whoever runs the statement', async () => {
      await (await database()).withSession(async (session) => {
        const notices: Notice[] = []
        const onNotice = (notice: Notice) => void notices.push(notice)
        await session.script("do $$ begin raise notice 'hello'; raise warning 'careful'; end $$", { onNotice })
        await session.script("do $$ begin raise notice 'unheard'; end $$")
        assert.deepEqual(notices, [
          { severity: 'NOTICE', message: 'hello', code: '00000' },
          { severity: 'WARNING', message: 'careful', code: '01000' },
        ])
      })
    })

    test('a script of several statements is one implicit transaction', async () => {
      await (await database()).withSession(async (session) => {
        await assert.rejects(session.script('create table half (); select 1/0'), failedWith('22012'))
        assert.deepEqual((await session.query("select to_regclass('half') as half")).rows, [{ half: null }])
        await session.script('create table t_concurrent (a int)')
        const index = 'create index concurrently i_concurrent on t_concurrent (a)'
        await assert.rejects(session.script(`select 1; ${index}`), failedWith('25001'))
        await session.script(index)
        await session.script('drop table t_concurrent')
      })
    })

    test('a transaction commits on return, rolls back on throw and without keep', async () => {
      await (await database()).withSession(async (session) => {
        const exists = async (table: string) =>
          (await session.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table])).rows[0]
            ?.found
        const returned = await session.transaction(async (tx) => {
          await tx.script('create table kept ()')
          return 'result'
        })
        assert.equal(returned, 'result')
        assert.equal(await exists('kept'), true)
        await assert.rejects(
          session.transaction(async (tx) => {
            await tx.script('create table thrown ()')
            throw new Error('changed my mind')
          }),
          /changed my mind/,
        )
        assert.equal(await exists('thrown'), false)
        await session.transaction((tx) => tx.script('create table dry ()'), { keep: false })
        assert.equal(await exists('dry'), false)
        await assert.rejects(
          session.transaction((tx) => tx.script('create table never ()'), { readOnly: true }),
          failedWith('25006'),
        )
        assert.equal(session.transactionStatus, 'idle')
        await session.script('drop table kept')
      })
    })

    test('a transaction inside a transaction is a savepoint', async () => {
      await (await database()).withSession(async (session) => {
        await session.transaction(async (outer) => {
          await outer.script('create table outside ()')
          await assert.rejects(
            outer.transaction((inner) => inner.script('select 1/0')),
            failedWith('22012'),
          )
          await outer.transaction((inner) => inner.script('create table dry ()'), { keep: false })
          await outer.transaction((inner) => inner.script('create table inside ()'))
        })
        const { rows } = await session.query(
          "select to_regclass('outside') as a, to_regclass('dry') as b, to_regclass('inside') as c",
        )
        assert.deepEqual(rows, [{ a: 'outside', b: null, c: 'inside' }])
        await session.script('drop table outside, inside')
      })
    })

    test('a transaction that failed or ended inside is never taken for committed', async () => {
      await (await database()).withSession(async (session) => {
        const swallowing = session.transaction((tx) => tx.script('select 1/0').catch(() => 'swallowed'))
        await assert.rejects(swallowing, failedWith('25P02'))
        await assert.rejects(
          session.transaction((tx) => tx.script('commit')),
          failedWith('25P01'),
        )
        assert.equal(session.transactionStatus, 'idle')
      })
    })

    test('COPY FROM STDIN without data fails and the session goes on', async () => {
      await (await database()).withSession(async (session) => {
        await session.script('create temp table copied (a int)')
        await assert.rejects(session.script('copy copied from stdin'), failedWith('57014'))
        await assert.rejects(session.query('copy copied from stdin'), failedWith('57014'))
        assert.deepEqual((await session.query('select count(*)::int as n from copied')).rows, [{ n: 0 }])
      })
    })

    test('abort ends a running statement', async () => {
      const db = await database()
      const controller = new AbortController()
      await db.withSession(async (session) => {
        const onNotice = () => controller.abort()
        // The notice arrives when the statement runs on a server; the embedded one tells all at the end, so there a timer begins it.
        const running = session.script("do $$ begin raise notice 'running'; loop perform 1; end loop; end $$", {
          signal: controller.signal,
          onNotice,
        })
        if (!session.can.cancel) setImmediate(() => controller.abort())
        await assert.rejects(running, failure('cancelled'))
        const next = session.query('select 1 as alive')
        if (session.can.cancel) assert.deepEqual((await next).rows, [{ alive: 1 }])
        else await assert.rejects(next, failure('cancelled'))
      })
      await assert.rejects(
        db.withSession((session) => session.query('select 1'), { signal: controller.signal }),
        failure('cancelled'),
      )
      assert.deepEqual(await db.withSession(async (session) => (await session.query('select 2 as two')).rows), [
        { two: 2 },
      ])
    })

    test('abort rolls a transaction back', async () => {
      const db = await database()
      const controller = new AbortController()
      await db.withSession(async (session) => {
        const aborted = session.transaction(
          async (tx) => {
            await tx.script('create table aborted ()')
            controller.abort()
          },
          { signal: controller.signal },
        )
        await assert.rejects(aborted, failure('cancelled'))
        assert.deepEqual((await session.query("select to_regclass('aborted') as found")).rows, [{ found: null }])
      })
    })

    test('sessions see each other, where there can be others', async (t) => {
      const db = await database()
      await db.withSession(async (first) => {
        if (!first.can.otherSessions) {
          await assert.rejects(
            db.withSession((second) => second.query('select 1')),
            /second session/,
          )
          return t.skip('one session at a time in the embedded PostgreSQL')
        }
        await first.script('create table contested ()')
        await first.transaction(async (holder) => {
          await holder.script('lock table contested in access exclusive mode')
          await db.withSession(async (second) => {
            await second.script("set lock_timeout = '10ms'")
            await assert.rejects(second.query('select * from contested'), failedWith('55P03'))
            const { rows } = await second.query(
              'select mode from pg_locks where pid = $1 and relation = $2::regclass',
              [first.pid, 'contested'],
            )
            assert.deepEqual(rows, [{ mode: 'AccessExclusiveLock' }])
            const activity = await second.query(
              'select application_name as name from pg_stat_activity where pid = $1',
              [first.pid],
            )
            assert.deepEqual(activity.rows, [{ name: 'lockstep' }])
          })
        })
      })
    })

    test('a session that is killed says that the connection was lost', async (t) => {
      const db = await database()
      await db.withSession(async (victim) => {
        if (!victim.can.otherSessions) return t.skip('nobody else can end a session of the embedded PostgreSQL')
        const running = assert.rejects(victim.query('select pg_sleep(60)'), failure('no-connection'))
        await db.withSession((killer) => killer.query('select pg_terminate_backend($1)', [victim.pid]))
        await running
        await assert.rejects(victim.query('select 1'), failure('no-connection'))
      })
    })

    test('refuses sessions once closed', async () => {
      const db = await open()
      await db.withSession((session) => session.query('select 1'))
      await db.close()
      await assert.rejects(
        db.withSession((session) => session.query('select 1')),
        failure('no-connection'),
      )
    })
  })
}

conformance('the embedded PostgreSQL', 18, async () => openEmbedded())
const { majors, reason } = availableMajors()
for (const major of majors) conformance(`PostgreSQL ${major}`, major, () => serverDatabase(major))
if (reason) test('every chosen major', { skip: reason }, () => {})
