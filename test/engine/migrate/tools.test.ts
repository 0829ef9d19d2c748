import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planApply } from '../../../server/engine/migrate/plan'
import type { MigrationSet } from '../../../server/engine/migrate/set'
import { applied, onEmbedded, type Place, requestFor, setOf } from './support'

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
