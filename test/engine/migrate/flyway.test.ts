import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ToolSettings } from '../../../server/engine/conventions/convention'
import { planApply } from '../../../server/engine/migrate/plan'
import { planRepair } from '../../../server/engine/migrate/repair'
import type { MigrationSet } from '../../../server/engine/migrate/set'
import { applied, column, onEmbedded, type Place, places, reason, requestFor, setOf, statuses } from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

const script = (place: Place, sql: string) => place.database.withSession((session) => session.script(sql))
const planned = (place: Place, set: MigrationSet, to?: string) =>
  place.database.withSession((session) => planApply(session, requestFor(place, set, to === undefined ? {} : { to })))
const create = (name: string) => `create table ${name} ();\n`

for (const { name, run } of places)
  test(`${name}: with group too, each migration begins in the schema Flyway is told`, () =>
    run(async (place) => {
      const set = setOf(
        'flyway',
        { 'V1__a.sql': `${create('a')}set search_path to public;\n`, 'V2__b.sql': create('b') },
        place.root,
        { defaultSchema: 'shop', group: 'true' },
      )
      assert.equal((await applied(place, set)).outcome, 'done')
      assert.deepEqual(
        await column(
          place,
          "select schemaname || '.' || tablename from pg_tables where tablename in ('a', 'b') order by 1",
        ),
        ['shop.a', 'shop.b'],
      )
    }))

for (const { name, run } of places)
  test(`${name}: what a migration makes goes to the schema Flyway is told, before what the connection has`, () =>
    run(async (place) => {
      const settings = { schemas: 'shop,audit' }
      const set = setOf(
        'flyway',
        {
          'V1__a.sql': create('a'),
          'V2__b.sql': 'set search_path to audit;\ncreate table b ();\n',
          'V3__c.sql': 'create table c ();\nvacuum;\n',
          'V3__c.sql.conf': 'executeInTransaction=false\n',
          'R__v.sql': 'create or replace view v as select count(*) from a;\n',
        },
        place.root,
        settings,
      )
      assert.equal((await applied(place, set)).outcome, 'done')
      assert.deepEqual(
        await column(
          place,
          "select relnamespace::regnamespace || '.' || relname from pg_class where relkind in ('r', 'v') and relnamespace::regnamespace::text in ('public', 'shop', 'audit') order by 1",
        ),
        ['audit.b', 'shop.a', 'shop.c', 'shop.flyway_schema_history', 'shop.v'],
      )
      assert.deepEqual(await column(place, 'select script from shop.flyway_schema_history order by installed_rank'), [
        '"shop","audit"',
        'V1__a.sql',
        'V2__b.sql',
        'V3__c.sql',
        'R__v.sql',
      ])
    }))

const blockersOf = async (texts: Readonly<Record<string, string>>, settings: ToolSettings, before = '', to?: string) =>
  onEmbedded(async (place) => {
    if (before !== '') await script(place, before)
    return (await planned(place, setOf('flyway', texts, place.root, settings), to)).blockers
  })
const three = { 'V1__a.sql': create('a'), 'V2__b.sql': create('b'), 'V3__c.sql': create('c') }

test('a database that holds something and no history is refused, as Flyway refuses it', async () => {
  const held = 'create table before_us ()'
  const text = 'Found non-empty schema(s) "public" but no schema history table.'
  assert.deepEqual(await blockersOf(three, {}, held), [
    `${text} Run lockstep baseline first, with the version at which the database stands.`,
  ])
  assert.deepEqual(await blockersOf(three, { baselineOnMigrate: 'true', baselineVersion: '2' }, held), [
    `${text} With baselineOnMigrate Flyway counts everything up to version 2 as applied: run lockstep baseline --to 2 first.`,
  ])
  assert.deepEqual(await blockersOf(three, {}, 'create schema other; create table other.t ()'), [])
  assert.deepEqual(await blockersOf(three, { schemas: 'app,other' }, 'create schema other; create table other.t ()'), [
    'Found non-empty schema(s) "other" but no schema history table. Run lockstep baseline first, with the version at which the database stands.',
  ])
})

test('settings that decide what runs are honoured or refused', async () => {
  const target = (versions: string, of: string) =>
    `Flyway's target is ${of}, and ${versions} would be run: name where to stop with --to.`
  assert.deepEqual(await blockersOf(three, { target: '2.0' }), [target('3', '2.0')])
  assert.deepEqual(await blockersOf(three, { target: '2.0' }, '', '2'), [])
  assert.deepEqual(await blockersOf(three, { target: 'next' }), [target('2, 3', 'next')])
  assert.deepEqual(await blockersOf(three, { target: 'current' }), [target('1, 2, 3', 'current')])
  assert.deepEqual(await blockersOf(three, { target: 'latest' }), [])
  assert.deepEqual(await blockersOf(three, { table: '${TABLE}' }), [
    "Flyway's setting table is ${TABLE}, whose value is not known here.",
  ])
  assert.equal((await blockersOf(three, { initSql: 'set role owner' })).length, 1)
  assert.equal((await blockersOf(three, { skipExecutingMigrations: 'true' })).length, 1)
  assert.equal((await blockersOf(three, { cherryPick: '2' })).length, 1)
})

test('a script whose configuration decides whether or how it is read is held back', async () => {
  const one = { 'V1__a.sql': create('a') }
  assert.deepEqual(await blockersOf({ ...one, 'V1__a.sql.conf': 'shouldExecute=true\n' }, {}), [])
  assert.deepEqual(await blockersOf({ ...one, 'V1__a.sql.conf': 'shouldExecute=${flyway:database}==x\n' }, {}), [
    'V1__a.sql:1: Whether it is run is said by shouldExecute=${flyway:database}==x in V1__a.sql.conf, which Lockstep does not work out.',
  ])
  const latin = 'V1__a.sql:1: Flyway reads it as ISO-8859-1, Lockstep as UTF-8.'
  assert.deepEqual(await blockersOf({ ...one, 'V1__a.sql.conf': 'encoding=ISO-8859-1\n' }, {}), [latin])
  assert.deepEqual(await blockersOf(one, { encoding: 'ISO-8859-1' }), [latin])
  assert.deepEqual(await blockersOf({ ...one, 'V1__a.sql.conf': 'encoding=utf-8\n' }, { encoding: 'ISO-8859-1' }), [])
})

test('what validate lets pass is a warning: migrations of a branch that is ahead, and what the patterns name', () =>
  onEmbedded(async (place) => {
    const all = { 'V1__a.sql': create('a'), 'V3__c.sql': create('c'), 'V5__e.sql': create('e') }
    assert.equal((await applied(place, setOf('flyway', all, place.root))).outcome, 'done')
    const shape = async (texts: Readonly<Record<string, string>>, settings: ToolSettings = {}) => {
      const set = setOf('flyway', texts, place.root, settings)
      const plan = await planned(place, set)
      const { repairs } = await place.database.withSession((session) => planRepair(session, requestFor(place, set)))
      return [plan.blockers.length, plan.outlook().warnings.length, plan.steps.length, repairs.length]
    }
    const { 'V1__a.sql': a, 'V3__c.sql': c, 'V5__e.sql': e } = all
    assert.deepEqual(await shape({ 'V1__a.sql': a, 'V3__c.sql': c }), [0, 1, 0, 0])
    assert.deepEqual(await shape({ 'V1__a.sql': a, 'V3__c.sql': c, 'R__v.sql': 'select 1;' }), [0, 1, 1, 0])
    assert.deepEqual(
      await shape({ 'V1__a.sql': a, 'V3__c.sql': c }, { ignoreMigrationPatterns: '*:missing' }),
      [1, 0, 0, 1],
    )
    assert.deepEqual(await shape({ 'V1__a.sql': a, 'V5__e.sql': e }), [1, 0, 0, 1])
    assert.deepEqual(
      await shape({ 'V1__a.sql': a, 'V5__e.sql': e }, { ignoreMigrationPatterns: '*:missing' }),
      [0, 1, 0, 0],
    )
    const late = { ...all, 'V2__b.sql': create('b') }
    assert.deepEqual(await shape(late), [1, 0, 0, 0])
    assert.deepEqual(await shape(late, { ignoreMigrationPatterns: '*:ignored' }), [0, 1, 0, 0])
    assert.deepEqual(await shape(late, { validateOnMigrate: 'false' }), [0, 1, 0, 0])
    assert.deepEqual(await shape(late, { outOfOrder: 'true' }), [0, 0, 1, 0])
    const edited = { ...all, 'V1__a.sql': `${a}-- edited\n` }
    assert.deepEqual(await shape(edited), [1, 0, 0, 1])
    assert.deepEqual(await shape(edited, { validateOnMigrate: 'false' }), [0, 1, 0, 1])
  }))

test('a repeatable migration recorded with the sum of its text before replacement is not run again', () =>
  onEmbedded(async (place) => {
    const set = setOf('flyway', { 'R__v.sql': "create or replace view v as select '${x}' as x;\n" }, place.root, {
      'placeholders.x': 'hello',
    })
    assert.equal((await applied(place, set)).outcome, 'done')
    const state = async () => (await statuses(place, set)).map((one) => one.state)
    assert.deepEqual(await state(), ['applied'])
    await script(place, 'update flyway_schema_history set checksum = 1')
    assert.deepEqual(await state(), ['repeatable changed'])
    const raw = setOf('flyway', { 'R__v.sql': "create or replace view v as select '${x}' as x;\n" }).convention.books!
    const sum = raw.checksum!(
      setOf('flyway', { 'R__v.sql': "create or replace view v as select '${x}' as x;\n" }).files[0]!,
      {},
    )
    await script(place, `update flyway_schema_history set checksum = ${sum}`)
    assert.deepEqual(await state(), ['applied'])
  }))
