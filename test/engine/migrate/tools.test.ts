import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashFile } from '../../../server/engine/conventions/shared/atlas-sum'
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

const atlas = (place: Place, texts: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const sum = hashFile(Object.entries(texts).map(([relativePath, text]) => ({ relativePath, bytes: bytes(text) })))
  return setOf('atlas', { 'atlas.sum': sum, ...texts, ...more }, place.root)
}

test('Atlas refuses a folder that atlas.sum does not fit, and a database that is not clean', () =>
  onEmbedded(async (place) => {
    const one = { '1.sql': 'create table a ();\n', '2.sql': 'create table b ();\n' }
    const blockers = async (set: MigrationSet) => (await planned(place, set)).blockers
    await script(place, 'create schema stray')
    assert.match(
      (await blockers(atlas(place, one)))[0]!,
      /database is not clean: found schema "stray"\. baseline version/,
    )
    await script(place, 'drop schema stray; create table c ()')
    assert.match((await blockers(atlas(place, one)))[0]!, /database is not clean: found schema "public"\./)
    await script(place, 'drop table c')
    assert.deepEqual(await blockers(atlas(place, one)), [])
    assert.equal((await applied(place, atlas(place, { '1.sql': one['1.sql'] }))).outcome, 'done')
    assert.deepEqual(await blockers(atlas(place, one)), [])
    // The edit is of the applied file, what is pending is untouched.
    assert.match((await blockers(atlas(place, one, { '1.sql': 'create table z ();\n' })))[0]!, /^checksum mismatch/)
    assert.match((await blockers(setOf('atlas', one, place.root)))[0]!, /^checksum file not found/)
  }))

test('Atlas runs on over an edit that atlas.sum knows, and counts statements by a file’s own delimiter', () =>
  onEmbedded(async (place) => {
    const one = { '1.sql': 'create table a ();\n' }
    assert.equal((await applied(place, atlas(place, one))).outcome, 'done')
    const edited = {
      '1.sql': '-- edited\ncreate table a ();\n',
      '2.sql': '-- atlas:delimiter \\n\\n\n\nselect 1; select 2\n\nselect 3',
    }
    assert.equal((await applied(place, atlas(place, edited))).outcome, 'done')
    assert.deepEqual(
      await column(
        place,
        "select version || ' ' || applied || '/' || total from atlas_schema_revisions.atlas_schema_revisions order by 1",
      ),
      ['1 1/1', '2 2/2'],
    )
  }))

for (const major of majors)
  test(`${major}: Atlas keeps its revisions in the schema that the connection names`, () =>
    onServer(major, async (place) => {
      const { hostname: host, port, username: user, pathname } = new URL(place.url!)
      const target = { host, port: Number(port), user, database: pathname.slice(1), sslMode: 'disable' as const }
      const database = openServer({ ...target, options: '-c search_path=app' })
      await script(place, 'create schema app; create table public.other ()')
      try {
        assert.equal(
          (await applied({ ...place, database }, atlas(place, { '1.sql': 'create table a ();\n' }))).outcome,
          'done',
        )
      } finally {
        await database.close()
      }
      assert.deepEqual(
        await column(place, "select tablename::text from pg_tables where schemaname = 'app' order by 1"),
        ['a', 'atlas_schema_revisions'],
      )
    }))
