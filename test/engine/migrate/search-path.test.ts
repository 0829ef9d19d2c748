import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openEmbedded } from '../../../server/engine/db/pglite'
import { findDrift } from '../../../server/engine/migrate/drift'
import { planApply } from '../../../server/engine/migrate/plan'
import { testMigrations } from '../../../server/engine/migrate/test'
import { applied, column, majors, onServer, type Place, places, reason, requestFor, setOf } from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

const schemaOf = (place: Place, table: string) =>
  column(place, `select schemaname::text from pg_tables where tablename = '${table}'`)

async function inThrowaway<T>(work: (throwaway: ReturnType<typeof openEmbedded>) => Promise<T>): Promise<T> {
  const throwaway = openEmbedded()
  try {
    return await work(throwaway)
  } finally {
    await throwaway.close()
  }
}

const driftOf = (place: Place, set: ReturnType<typeof setOf>) =>
  inThrowaway(async (throwaway) => (await findDrift({ set, actual: place.database, throwaway })).differences)

for (const { name, run } of places) {
  test(`${name}: Flyway’s default schema is where its migrations make what they do not name a schema for`, () =>
    run(async (place) => {
      const set = setOf(
        'flyway',
        {
          'V1__a.sql': 'create table t (id int);\n',
          'V2__b.sql': 'set search_path = public;\ncreate table elsewhere ();\n',
          'V3__c.sql': 'create table u as select * from t;\ncreate view v as select current_schemas(false) as path;\n',
        },
        place.root,
        { defaultSchema: 'App' },
      )
      assert.equal((await applied(place, set)).outcome, 'done')
      for (const table of ['t', 'u', 'flyway_schema_history']) assert.deepEqual(await schemaOf(place, table), ['App'])
      assert.deepEqual(await schemaOf(place, 'elsewhere'), ['public'])
      assert.deepEqual(await driftOf(place, set), [])
      const results = await inThrowaway((database) => testMigrations({ set, database }))
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ['passed', 'passed', 'passed'],
      )
    }))

  test(`${name}: node-pg-migrate and postgrator search their schemas and no other`, () =>
    run(async (place) => {
      const sql = (table: string) => `create table ${table} as select current_setting('search_path') as path;\n`
      const own = setOf('node-pg-migrate', { '1_a.sql': sql('t') }, place.root, { schema: 'app,public' })
      assert.equal((await applied(place, own)).outcome, 'done')
      assert.deepEqual(await column(place, 'select path from app.t'), ['app, public'])
      const plain = setOf('node-pg-migrate', { '1_a.sql': sql('u') }, place.root, { 'migrations-table': 'moves' })
      assert.equal((await applied(place, plain)).outcome, 'done')
      assert.deepEqual(await column(place, 'select path from u'), ['public'])
      const other = setOf('postgrator', { '1.do.a.sql': sql('v') }, place.root, { currentSchema: 'app' })
      assert.equal((await applied(place, other)).outcome, 'done')
      assert.deepEqual(await column(place, 'select path from app.v'), ['app'])
    }))
}

for (const major of majors) {
  test(`${major}: a database whose search_path begins elsewhere: that is said, and no drift`, () =>
    onServer(major, async (place) => {
      const set = setOf(
        'dbmate',
        { '1_a.sql': '-- migrate:up\ncreate table t (id int);\n-- migrate:down\n' },
        place.root,
      )
      await place.database.withSession(async (session) => {
        const [{ name } = { name: '' }] = (await session.query<{ name: string }>('select current_database() as name'))
          .rows
        await session.script(`create schema app; alter database ${name} set search_path = app`)
      })
      const { warnings } = await place.database.withSession(async (session) =>
        (await planApply(session, requestFor(place, set))).outlook(),
      )
      assert.match(warnings.join(), /search_path begins with app/)
      assert.equal((await applied(place, set)).outcome, 'done')
      assert.deepEqual(await schemaOf(place, 't'), ['app'])
      assert.deepEqual(await driftOf(place, set), [])
      await place.database.withSession((session) => session.script('drop table app.t'))
      assert.deepEqual(
        (await driftOf(place, set))
          .filter(({ kind }) => kind === 'table')
          .map(({ path, change }) => [path.join('.'), change]),
        [['app.t', 'missing']],
      )
    }))
}
