import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { measure, perDay } from '../../../server/engine/migrate/measure'
import { majors, onEmbedded, onServer, type Place, reason, setOf } from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

const script = `
create schema app;
create table app.filled (id int primary key, t text);
insert into app.filled select i, repeat('x', 100) from generate_series(1, 5000) i;
create table app.empty (id int);
create table app.halves (id int) partition by range (id);
create table app.low partition of app.halves for values from (0) to (1000);
create table app.high partition of app.halves for values from (1000) to (9000) partition by range (id);
create table app.high_1 partition of app.high for values from (1000) to (9000);
insert into app.halves select generate_series(0, 2999);
create table app.elder (id int);
create table app.heir (id int) inherits (app.elder);
create table app.both () inherits (app.elder, app.heir);
insert into app.elder select generate_series(1, 10);
insert into app.heir select generate_series(1, 20);
insert into app.both select generate_series(1, 30);
create materialized view app.sums as select id from app.filled where id <= 100;
create temporary table scratch (id int);
create table schema_migrations (version varchar primary key);
analyze;
create view app.seen as select 1;
`

const dbmate = setOf('dbmate', {})

async function sizes({ database }: Place): Promise<void> {
  await database.withSession(async (session) => {
    await session.script(script)
    const before = Date.now()
    const { statistics, unknown } = await measure(session, dbmate)
    assert.deepEqual(unknown, [])
    const { tables, takenAt, countedSince } = statistics
    assert.ok(Math.abs(Date.parse(takenAt) - before) < 60_000)
    assert.ok(Date.parse(countedSince!) <= Date.parse(takenAt))
    assert.deepEqual(
      Object.entries(tables).map(([name, { rows }]) => [name, rows]),
      [
        ['app.both', 30],
        ['app.elder', 60],
        ['app.empty', 0],
        ['app.filled', 5000],
        ['app.halves', 3000],
        ['app.heir', 50],
        ['app.high', 2000],
        ['app.high_1', 2000],
        ['app.low', 1000],
        ['app.sums', 100],
      ],
      'in order; system tables, temporary ones and the tool’s own are left out',
    )
    const total = await session.query<{ bytes: string }>("select pg_total_relation_size('app.filled') as bytes")
    assert.equal(tables['app.filled']!.bytes, Number(total.rows[0]!.bytes))
    assert.equal(tables['app.halves']!.bytes, tables['app.low']!.bytes + tables['app.high_1']!.bytes)
  })
}

async function unanalysed({ database }: Place): Promise<void> {
  await database.withSession(async (session) => {
    await session.script(
      `create table grown (id int) with (autovacuum_enabled = off); insert into grown select generate_series(1, 1000); analyze grown;
       insert into grown select generate_series(1, 3000);
       create table never (id int) with (autovacuum_enabled = off); insert into never select generate_series(1, 5000);`,
    )
    await session.query('select pg_stat_reset()')
    const { statistics, unknown } = await measure(session, dbmate)
    const grown = statistics.tables['public.grown']!.rows
    assert.ok(grown > 3000 && grown < 4500, `scaled to the pages of today: ${grown}`)
    assert.deepEqual(unknown, ['public.never'])
    assert.equal(statistics.tables['public.never'], undefined)
  })
}

for (const [name, place] of [
  ...majors.map(
    (major) => [`PostgreSQL ${major}`, <T>(work: (p: Place) => Promise<T>) => onServer(major, work)] as const,
  ),
  ['the embedded PostgreSQL', onEmbedded] as const,
]) {
  describe(name, { concurrency: false }, () => {
    test('rows, bytes and writes of every table of the project', () => place(sizes))
    test('never analysed and without counters: left out; grown since: scaled', () => place(unanalysed))
  })
}

for (const major of majors) {
  test(`PostgreSQL ${major}: writes are counted, by a role that may only connect, and nothing but SELECT is sent`, () =>
    onServer(major, async ({ database }) => {
      await database.withSession(async (session) => {
        await session.script(
          'create table t (id int); insert into t select generate_series(1, 100); update t set id = id + 1; delete from t where id < 12;',
        )
      })
      await database.withSession(async (session) => {
        await session.script(
          'do $$ begin create role nobody; exception when duplicate_object then null; end $$; set role nobody',
        )
        const sent: string[] = []
        const query: typeof session.query = (sql, ...rest) => {
          sent.push(sql.trim())
          return session.query(sql, ...rest)
        }
        const listening = Object.assign(Object.create(session) as typeof session, { query })
        const { statistics } = await measure(listening, dbmate)
        assert.deepEqual(statistics.tables['public.t'], { rows: 90, bytes: 8192, writesPerDay: 210 })
        assert.ok(sent.length > 0 && sent.every((sql) => /^(select|with)\b/.test(sql)))
      })
    }))
}

test('writes a day: counters younger than a day are one day’s', () => {
  const now = new Date('2026-03-11T00:00:00Z')
  assert.equal(perDay(1000, new Date('2026-03-01T00:00:00Z'), now), 100)
  assert.equal(perDay(1000, new Date('2026-03-10T23:00:00Z'), now), 1000)
})
