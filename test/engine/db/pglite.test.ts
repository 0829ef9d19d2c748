import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openEmbedded } from '../../../server/engine/db/pglite'
import { type Database, PostgresFailure, type Session } from '../../../server/engine/db/session'
import { Failure } from '../../../server/engine/failure'

const failedWith = (sqlState: string) => (error: unknown) =>
  error instanceof PostgresFailure && error.sqlState === sqlState
const failure =
  (code: string, message = /./) =>
  (error: unknown) =>
    error instanceof Failure && error.code === code && message.test(error.message)

async function withDatabase<T>(database: Database, work: (session: Session) => Promise<T>): Promise<T> {
  try {
    return await database.withSession(work)
  } finally {
    await database.close()
  }
}

async function withFolder(work: (folder: string, parent: string) => Promise<void>): Promise<void> {
  const parent = join(mkdtempSync(join(tmpdir(), 'lockstep-embedded-')), '.lockstep')
  try {
    await work(join(parent, 'database'), parent)
  } finally {
    rmSync(join(parent, '..'), { recursive: true, force: true })
  }
}

const endless = 'do $$ begin loop perform 1; end loop; end $$'

test('stack exhaustion is reported, and the session goes on', () =>
  withDatabase(openEmbedded(), async (session) => {
    await session.script('create function f(n int) returns int language plpgsql as $$ begin return f(n + 1); end $$')
    await assert.rejects(session.query('select f(1)'), failedWith('54001'))
    const long = `select ${'1+'.repeat(20_000)}1`
    await assert.rejects(session.script(long), failedWith('54001'))
    await assert.rejects(session.query(long), failedWith('54001'))
    assert.deepEqual((await session.query('select 1 as one')).rows, [{ one: 1 }])
  }))

test('a subscription is refused before it reaches PGlite, text about one is not', () =>
  withDatabase(openEmbedded(), async (session) => {
    const create = "create subscription s connection 'host=x' publication p with (connect = false)"
    const refused = (error: PostgresFailure) => error.sqlState === '0A000' && /no subscriptions/.test(error.message)
    await assert.rejects(session.script(create), refused)
    await assert.rejects(session.query(create), refused)
    await assert.rejects(session.script(`select 1; CREATE /* */ SUBSCRIPTION s connection 'x' publication p`), refused)
    await assert.rejects(session.script(`do $$ begin execute 'x'; ${create}; end $$`), refused)
    await session.script(`-- ${create}\nselect 'create subscription'`)
    await session.script(`create function g() returns text language sql as $$ select 'create subscription'::text $$`)
    assert.deepEqual((await session.query("select to_tsvector('english', 'cats') as words")).rows, [
      { words: "'cat':1" },
    ])
  }))

test('a library that cannot be loaded costs the instance, and says so', async () => {
  const database = openEmbedded()
  await database.withSession(async (session) => {
    // Spelled so that the refusal above does not see it.
    const hidden =
      "do $$ begin execute 'create ' || 'subscription s connection ''host=x'' publication p with (connect = false)'; end $$"
    await assert.rejects(session.script(hidden))
    await assert.rejects(session.query('select 1'), failure('embedded-crashed', /could not load libpqwalreceiver\.so/))
  })
  assert.deepEqual(await withDatabase(database, async (session) => (await session.query('select 1 as one')).rows), [
    { one: 1 },
  ])
})

test('an endless loop is ended by the timeout, and the next use starts a new instance', async () => {
  const database = openEmbedded({ timeout: 5000 })
  await database.withSession(async (session) => {
    await assert.rejects(session.script(endless), failure('embedded-crashed', /longer than 5 s/))
    await assert.rejects(session.query('select 1'), failure('embedded-crashed'))
  })
  assert.deepEqual(await withDatabase(database, async (session) => (await session.query('select 1 as one')).rows), [
    { one: 1 },
  ])
})

test('every extension we ship can be created, dependencies included, also in a new session', async () => {
  const database = openEmbedded()
  const names = await database.withSession(async (session) => {
    await session.script('create extension earthdistance cascade')
    await session.script(
      'create extension if not exists "uuid-ossp"; create extension vector; create extension pg_trgm',
    )
    for (const name of [
      'citext',
      'pgcrypto',
      'hstore',
      'ltree',
      'btree_gist',
      'btree_gin',
      'unaccent',
      'fuzzystrmatch',
      'intarray',
    ]) {
      await session.script(`CREATE EXTENSION ${name}`)
    }
    for (const name of [
      'pg_stat_statements',
      'tablefunc',
      'isn',
      'seg',
      'bloom',
      'lo',
      'moddatetime',
      'pageinspect',
      'amcheck',
      'tcn',
    ]) {
      await session.query(`create extension ${name}`)
    }
    await assert.rejects(session.script('create extension postgis'), failedWith('0A000'))
    return (await session.query<{ name: string }>('select extname as name from pg_extension order by 1')).rows.map(
      ({ name }) => name,
    )
  })
  assert.equal(names.length, 25)
  const { rows } = await withDatabase(database, (session) =>
    session.query(
      "select '[1,2]'::vector <-> '[1,3]' as distance, similarity('abc', 'abd') > 0 as alike, length(uuid_generate_v4()::text) as uuid",
    ),
  )
  assert.deepEqual(rows, [{ distance: 1, alike: true, uuid: 36 }])
})

test('a folder keeps its data, extensions and all, and is ignored by git', () =>
  withFolder(async (folder, parent) => {
    await withDatabase(openEmbedded({ folder }), (session) =>
      session.script("create extension pg_trgm; create table kept (word text); insert into kept values ('abc')"),
    )
    assert.equal(readFileSync(join(parent, '.gitignore'), 'utf8'), '*\n')
    assert.equal(existsSync(`${folder}.lock`), false)
    const { rows } = await withDatabase(openEmbedded({ folder }), (session) =>
      session.query("select word, similarity(word, 'abd') > 0 as alike from kept"),
    )
    assert.deepEqual(rows, [{ word: 'abc', alike: true }])
  }))

test('a folder survives being stopped in the middle of a statement', () =>
  withFolder(async (folder) => {
    const database = openEmbedded({ folder })
    const controller = new AbortController()
    await database.withSession(async (session) => {
      await session.script('create table kept as select generate_series(1, 1000) as n')
      await session.script('begin; insert into kept select generate_series(1, 1000)')
      const running = session.script(endless, { signal: controller.signal })
      setImmediate(() => controller.abort())
      await assert.rejects(running, failure('cancelled'))
    })
    const { rows } = await withDatabase(database, (session) => session.query('select count(*)::int as n from kept'))
    assert.deepEqual(rows, [{ n: 1000 }])
  }))

test('a folder in use is refused with the holder’s process id', () =>
  withFolder(async (folder) => {
    const first = openEmbedded({ folder })
    await first.withSession((session) => session.query('select 1'))
    const second = openEmbedded({ folder })
    await assert.rejects(
      second.withSession((session) => session.query('select 1')),
      failure('locked', /in use by this process/),
    )
    await first.close()
    const other = { pid: process.ppid, host: hostname() }
    writeFileSync(`${folder}.lock`, JSON.stringify(other))
    await assert.rejects(
      second.withSession((session) => session.query('select 1')),
      failure('locked', new RegExp(`in use by process ${process.ppid}\\.`)),
    )
    rmSync(`${folder}.lock`)
    await withDatabase(second, (session) => session.query('select 1'))
  }))

test('a lock that a dead process left, or one that reused its id, is taken over', () =>
  withFolder(async (folder, parent) => {
    mkdirSync(parent, { recursive: true })
    const { pid } = spawnSync(process.execPath, ['-e', '0'])
    writeFileSync(`${folder}.lock`, JSON.stringify({ pid, host: hostname() }))
    await withDatabase(openEmbedded({ folder }), (session) => session.query('select 1'))
    if (process.platform !== 'linux') return
    writeFileSync(`${folder}.lock`, JSON.stringify({ pid: process.ppid, host: hostname(), started: '1' }))
    await withDatabase(openEmbedded({ folder }), (session) => session.query('select 1'))
  }))

test('a folder that is something else is left alone', () =>
  withFolder(async (folder) => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'thesis.txt'), 'my life')
    const database = openEmbedded({ folder })
    await assert.rejects(
      withDatabase(database, (session) => session.query('select 1')),
      failure('not-supported', /no PostgreSQL data directory/),
    )
    assert.equal(readFileSync(join(folder, 'thesis.txt'), 'utf8'), 'my life')
    rmSync(join(folder, 'thesis.txt'))
    writeFileSync(join(folder, 'PG_VERSION'), '17\n')
    await assert.rejects(
      openEmbedded({ folder }).withSession((session) => session.query('select 1')),
      failure('not-supported', /made by PostgreSQL 17/),
    )
  }))

test('sessions of one database wait for each other', async () => {
  const database = openEmbedded()
  const order: string[] = []
  const take = (name: string) =>
    database.withSession(async (session) => {
      order.push(`${name} begins`)
      await session.query('select 1')
      order.push(`${name} ends`)
    })
  await Promise.all([take('first'), take('second')])
  assert.deepEqual(order, ['first begins', 'first ends', 'second begins', 'second ends'])
  await database.close()
})

test('nothing is started before the first session, and missing files are a clear failure', async () => {
  await openEmbedded().close()
  const database = openEmbedded({ assets: join(tmpdir(), 'lockstep-no-such-folder') })
  await assert.rejects(
    database.withSession((session) => session.query('select 1')),
    failure('embedded-crashed'),
  )
})
