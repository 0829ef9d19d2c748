import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openServer } from '../../../server/engine/db/pg'
import { planApply } from '../../../server/engine/migrate/plan'
import type { MigrationSet } from '../../../server/engine/migrate/set'
import { applied, column, majors, onEmbedded, onServer, type Place, reason, requestFor, setOf } from './support'

const script = (place: Place, sql: string) => place.database.withSession((session) => session.script(sql))
const planned = (place: Place, set: MigrationSet) =>
  place.database.withSession((session) => planApply(session, requestFor(place, set)))

test('golang-migrate stops where the version of the database is none of the folder’s; a down file alone will do', () =>
  onEmbedded(async (place) => {
    const set = (...paths: string[]) =>
      setOf('golang-migrate', Object.fromEntries(paths.map((path) => [path, 'select 1;\n'])), place.root)
    assert.equal((await applied(place, set('1_a.up.sql', '2_b.up.sql'))).outcome, 'done')
    assert.deepEqual((await planned(place, set('1_a.up.sql', '3_c.up.sql'))).blockers, [
      'no migration found for version 2: golang-migrate stops where the version of the database has no file.',
    ])
    assert.deepEqual((await planned(place, set('1_a.up.sql', '2_b.down.sql', '3_c.up.sql'))).blockers, [])
    await script(place, 'truncate schema_migrations')
    assert.deepEqual((await planned(place, set('3_c.up.sql'))).blockers, [])
  }))

test('dbmate --strict compares the first pending version with the highest applied one that has a file', () =>
  onEmbedded(async (place) => {
    const set = (...paths: string[]) =>
      setOf('dbmate', Object.fromEntries(paths.map((path) => [path, '-- migrate:up\n-- migrate:down\n'])), place.root, {
        DBMATE_STRICT: 'true',
      })
    assert.equal((await applied(place, set('10_b.sql', '2_z.sql'))).outcome, 'done')
    const refused = async (...paths: string[]) => (await planned(place, set(...paths))).blockers
    const text = (first: string, highest: string) =>
      `migration \`${first}\` is out of order with already applied migrations, the version number has to be higher than the applied migration \`${highest}\` in --strict mode`
    assert.deepEqual(await refused('10_b.sql', '1_a.sql', '2_z.sql'), [text('1', '2')])
    assert.deepEqual(await refused('10_b.sql', '2_z.sql', '3_c.sql'), [])
    assert.deepEqual(await refused('10_b.sql', '11_c.sql'), [])
    assert.deepEqual(await refused('10_b.sql', '1_a.sql'), [text('1', '10')])
    assert.deepEqual(await refused('1_a.sql'), [])
  }))

if (reason) test('every chosen major', { skip: reason }, () => {})
for (const major of majors)
  test(`${major}: dbmate’s table goes to the schema that the connection names first, made if need be`, () =>
    onServer(major, async (place) => {
      const { hostname: host, port, username: user, pathname } = new URL(place.url!)
      const database = openServer({
        host,
        port: Number(port),
        user,
        database: pathname.slice(1),
        sslMode: 'disable',
        options: '-c search_path="my\\ app",public',
      })
      const set = setOf('dbmate', { '1_a.sql': '-- migrate:up\ncreate table a ();\n-- migrate:down\n' }, place.root)
      try {
        assert.equal((await applied({ ...place, database }, set)).outcome, 'done')
      } finally {
        await database.close()
      }
      assert.deepEqual(
        await column(
          place,
          "select schemaname || '.' || tablename from pg_tables where tablename in ('a', 'schema_migrations') order by 1",
        ),
        ['my app.a', 'my app.schema_migrations'],
      )
    }))
